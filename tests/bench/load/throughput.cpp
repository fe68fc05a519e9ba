#include <utility>

#include "tests/bench/load/connection_set.hpp"
#include "tests/bench/load/measurements.hpp"
#include "tests/bench/load/payload.hpp"
#include "tests/bench/load/statistics.hpp"

namespace regard::bench {
namespace {

// Until caches are warm and all clients are under way.
constexpr std::chrono::milliseconds kWarmUp{500};
constexpr std::chrono::milliseconds kTurn{100};

class ThroughputRun {
 public:
  explicit ThroughputRun(ConnectionSet connections) : connections_(std::move(connections)) {}

  std::expected<void, Failure> prepare(PeerFactory& peers, const ThroughputPlan& plan) {
    for (std::size_t i = 0; i < plan.clients; ++i) {
      if (auto added = connections_.add(peers.publisher()); !added) return std::unexpected(added.error());
    }
    if (auto ready = connections_.until_ready(); !ready) return ready;
    for (std::size_t i = 0; i < plan.clients; ++i) {
      if (auto sent = send(i, plan.in_flight); !sent) return sent;
    }
    return {};
  }

  // Acknowledged events a second over the duration.
  std::expected<double, Failure> run_for(std::chrono::milliseconds duration) {
    acknowledged_ = 0;
    const std::int64_t started_ns = now_ns();
    const std::int64_t until_ns = started_ns + std::chrono::nanoseconds(duration).count();
    while (now_ns() < until_ns) {
      auto turned = connections_.turn(kTurn, [this](std::size_t place, const Heard& heard) {
        acknowledged_ += heard.acknowledged;
        return send(place, heard.acknowledged);
      });
      if (!turned) return std::unexpected(turned.error());
    }
    return static_cast<double>(acknowledged_) * 1e9 / static_cast<double>(now_ns() - started_ns);
  }

 private:
  std::expected<void, Failure> send(std::size_t place, std::size_t count) {
    if (count == 0) return {};
    for (std::size_t i = 0; i < count; ++i) connections_[place].add_event(payload_);
    return connections_[place].end_turn();
  }

  ConnectionSet connections_;
  std::string payload_ = payload_due_at(0);
  std::size_t acknowledged_ = 0;
};

}  // namespace

std::expected<double, Failure> measure_throughput(PeerFactory& peers, const ThroughputPlan& plan) {
  auto connections = ConnectionSet::make(plan.port);
  if (!connections) return std::unexpected(connections.error());
  ThroughputRun run(std::move(*connections));
  if (auto prepared = run.prepare(peers, plan); !prepared) return std::unexpected(prepared.error());
  if (auto warmed_up = run.run_for(kWarmUp); !warmed_up) return warmed_up;
  return run.run_for(plan.duration);
}

}  // namespace regard::bench

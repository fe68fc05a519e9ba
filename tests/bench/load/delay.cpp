#include <deque>
#include <utility>

#include "tests/bench/load/connection_set.hpp"
#include "tests/bench/load/measurements.hpp"
#include "tests/bench/load/payload.hpp"
#include "tests/bench/load/statistics.hpp"

namespace regard::bench {
namespace {

// Lets the observers' first questions reach the server before the first event does.
constexpr std::int64_t kSettle_ns = 300'000'000;
// What is still on its way after so long is lost.
constexpr std::int64_t kDrain_ns = 2'000'000'000;
// The generator polls without sleeping: it has a core of its own, and a sleep would be measured as the server's delay.
constexpr std::chrono::milliseconds kNoWait{0};

class DelayRun {
 public:
  DelayRun(ConnectionSet connections, const DelayPlan& plan)
      : connections_(std::move(connections)), plan_(plan), due_ns_(plan.clients) {}

  std::expected<void, Failure> prepare(PeerFactory& peers) {
    for (std::size_t i = 0; i < plan_.clients; ++i) {
      if (auto added = connections_.add(peers.publisher()); !added) return std::unexpected(added.error());
    }
    if (auto ready = connections_.until_ready(); !ready) return ready;
    for (std::size_t i = 0; i < plan_.observers; ++i) {
      auto observer = peers.observer();
      if (!observer) return std::unexpected("this server delivers nothing to observers");
      if (auto added = connections_.add(std::move(observer)); !added) return std::unexpected(added.error());
    }
    if (auto ready = connections_.until_ready(); !ready) return ready;
    return turn_until(now_ns() + kSettle_ns);
  }

  std::expected<void, Failure> run() {
    const std::int64_t period_ns = 1'000'000'000 / plan_.events_per_second;
    const std::int64_t until_ns = now_ns() + std::chrono::nanoseconds(plan_.duration).count();
    for (std::int64_t due_ns = now_ns(); due_ns < until_ns; due_ns += period_ns) {
      if (auto turned = turn_until(due_ns); !turned) return turned;
      if (auto sent = send(due_ns); !sent) return sent;
    }
    return drain();
  }

  Delays delays() {
    return {percentile_us(acknowledged_ns_, 50), percentile_us(acknowledged_ns_, 99), percentile_us(observed_ns_, 50),
            percentile_us(observed_ns_, 99)};
  }

 private:
  std::expected<void, Failure> send(std::int64_t due_ns) {
    const std::size_t place = sent_++ % plan_.clients;
    due_ns_[place].push_back(due_ns);
    connections_[place].add_event(payload_due_at(due_ns));
    return connections_[place].end_turn();
  }

  std::expected<void, Failure> turn() {
    return connections_.turn(kNoWait, [this](std::size_t place, const Heard& heard) {
      note(place, heard);
      return std::expected<void, Failure>{};
    });
  }

  std::expected<void, Failure> turn_until(std::int64_t moment_ns) {
    while (now_ns() < moment_ns) {
      if (auto turned = turn(); !turned) return turned;
    }
    return {};
  }

  std::expected<void, Failure> drain() {
    const std::int64_t deadline_ns = now_ns() + kDrain_ns;
    while (acknowledged_ns_.size() < sent_ || observed_ns_.size() < sent_ * plan_.observers) {
      if (now_ns() > deadline_ns)
        return std::unexpected("events were sent and neither acknowledged nor delivered in time");
      if (auto turned = turn(); !turned) return turned;
    }
    return {};
  }

  void note(std::size_t place, const Heard& heard) {
    const std::int64_t heard_ns = now_ns();
    for (std::size_t i = 0; i < heard.acknowledged; ++i) {
      acknowledged_ns_.push_back(heard_ns - due_ns_[place].front());
      due_ns_[place].pop_front();
    }
    for (const std::int64_t due_ns : heard.observed_due_ns) observed_ns_.push_back(heard_ns - due_ns);
  }

  ConnectionSet connections_;
  DelayPlan plan_;
  // For each client, the events that are not acknowledged.
  std::vector<std::deque<std::int64_t>> due_ns_;
  std::size_t sent_ = 0;
  std::vector<std::int64_t> acknowledged_ns_;
  std::vector<std::int64_t> observed_ns_;
};

}  // namespace

std::expected<Delays, Failure> measure_delays(PeerFactory& peers, const DelayPlan& plan) {
  auto connections = ConnectionSet::make(plan.port);
  if (!connections) return std::unexpected(connections.error());
  DelayRun run(std::move(*connections), plan);
  if (auto prepared = run.prepare(peers); !prepared) return std::unexpected(prepared.error());
  if (auto ran = run.run(); !ran) return std::unexpected(ran.error());
  return run.delays();
}

}  // namespace regard::bench

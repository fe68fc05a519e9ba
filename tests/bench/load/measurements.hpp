#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>

#include "tests/bench/load/peer.hpp"

namespace regard::bench {

struct ThroughputPlan {
  std::uint16_t port = 0;
  std::size_t clients = 0;
  // Events that a client has sent and not seen acknowledged; it sends one more for each acknowledgement.
  std::size_t in_flight = 0;
  std::chrono::milliseconds duration{};
};

// Acknowledged events a second.
[[nodiscard]] std::expected<double, Failure> measure_throughput(PeerFactory& peers, const ThroughputPlan& plan);

struct DelayPlan {
  std::uint16_t port = 0;
  std::size_t clients = 0;
  std::size_t observers = 0;
  std::int64_t events_per_second = 0;
  std::chrono::milliseconds duration{};
};

// From the moment an event was due to be sent, so that a server that stalls the sender does not look better for it.
struct Delays {
  double acknowledged_p50_us = 0;
  double acknowledged_p99_us = 0;
  double observed_p50_us = 0;
  double observed_p99_us = 0;
};

[[nodiscard]] std::expected<Delays, Failure> measure_delays(PeerFactory& peers, const DelayPlan& plan);

// Opens connections, prints "ready", and keeps them until the standard input ends.
[[nodiscard]] std::expected<void, Failure> hold_idle(PeerFactory& peers, std::uint16_t port, std::size_t connections);

}  // namespace regard::bench

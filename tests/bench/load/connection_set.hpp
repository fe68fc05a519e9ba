#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <vector>

#include "tests/bench/load/connection.hpp"

namespace regard::bench {

// All connections of a measurement, in one epoll. One thread.
class ConnectionSet {
 public:
  [[nodiscard]] static std::expected<ConnectionSet, Failure> make(std::uint16_t port);
  ConnectionSet(ConnectionSet&& other) noexcept;
  ConnectionSet& operator=(ConnectionSet&&) = delete;
  ~ConnectionSet();

  // The connection's place; the first is 0.
  [[nodiscard]] std::expected<std::size_t, Failure> add(std::unique_ptr<Peer> peer);
  // Waits until every connection added so far is ready, or kReadyDeadline is over.
  [[nodiscard]] std::expected<void, Failure> until_ready();

  using OnHeard = std::function<std::expected<void, Failure>(std::size_t place, const Heard& heard)>;
  // Waits at most so long for something to arrive, and hands on all that has.
  [[nodiscard]] std::expected<void, Failure> turn(std::chrono::milliseconds wait, const OnHeard& on_heard);

  [[nodiscard]] Connection& operator[](std::size_t place) { return *connections_[place]; }

 private:
  ConnectionSet(std::uint16_t port, int epoll) : port_(port), epoll_(epoll) {}

  std::uint16_t port_;
  int epoll_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::size_t ready_ = 0;
};

}  // namespace regard::bench

#include <poll.h>
#include <unistd.h>

#include <iostream>

#include "tests/bench/load/connection_set.hpp"
#include "tests/bench/load/measurements.hpp"

namespace regard::bench {
namespace {

// Below any server's accept queue.
constexpr std::size_t kOpenedAtOnce = 100;
constexpr std::chrono::milliseconds kTurn{100};

bool input_has_ended() {
  pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
  return poll(&input, 1, 0) > 0;
}

}  // namespace

std::expected<void, Failure> hold_idle(PeerFactory& peers, std::uint16_t port, std::size_t connections) {
  auto idlers = ConnectionSet::make(port);
  if (!idlers) return std::unexpected(idlers.error());
  for (std::size_t opened = 1; opened <= connections; ++opened) {
    if (auto added = idlers->add(peers.idler()); !added) return std::unexpected(added.error());
    if (opened % kOpenedAtOnce != 0 && opened != connections) continue;
    if (auto ready = idlers->until_ready(); !ready) return ready;
  }
  std::cout << "ready" << std::endl;
  // Pings have to be answered meanwhile.
  const auto ignore = [](std::size_t, const Heard&) { return std::expected<void, Failure>{}; };
  while (!input_has_ended()) {
    if (auto turned = idlers->turn(kTurn, ignore); !turned) return turned;
  }
  return {};
}

}  // namespace regard::bench

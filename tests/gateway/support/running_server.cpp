#include "tests/gateway/support/running_server.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <utility>

namespace regard::tests {

RunningServer::RunningServer(gateway::HttpHandler& handler, gateway::Server::Hooks hooks,
                             std::function<void()> between_steps, gateway::Server::Options options)
    : server(io, handler, std::move(hooks), std::move(options)), between_steps_(std::move(between_steps)) {
  REQUIRE(server.listen("127.0.0.1", 0));
  server.start();
}

void RunningServer::run_until(const std::function<bool()>& is_done) {
  // Far longer than anything that a test waits for takes on the slowest machine: then it will never happen.
  constexpr std::chrono::seconds kLongestWait{60};
  // A short step: other threads work too, and what is not in the io_context is looked after between two steps.
  constexpr std::chrono::milliseconds kStep{20};
  const auto give_up = std::chrono::steady_clock::now() + kLongestWait;
  while (!is_done()) {
    if (std::chrono::steady_clock::now() > give_up) FAIL("what the test waits for does not happen");
    io.restart();
    io.run_one_for(kStep);
    between_steps_();
  }
}

void RunningServer::run_dry() {
  io.restart();
  while (io.poll() > 0) {
  }
}

boost::asio::ip::tcp::endpoint RunningServer::endpoint() const {
  return {boost::asio::ip::address_v4::loopback(), server.port()};
}

}  // namespace regard::tests

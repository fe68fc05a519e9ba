#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <exception>
#include <functional>
#include <optional>
#include <string>

#include "gateway/transport/server.hpp"

namespace regard::tests {

// A server on a port of the system's choice, stepped on the test's own thread.
class RunningServer {
 public:
  // `handler` must outlive this object. `between_steps` does what has no part in the io_context.
  explicit RunningServer(
      gateway::HttpHandler& handler, gateway::Server::Hooks hooks = {}, std::function<void()> between_steps = [] {},
      gateway::Server::Options options = {});

  // Steps everything until `is_done`; the test fails when that never comes.
  void run_until(const std::function<bool()>& is_done);
  template <typename T>
  T run(boost::asio::awaitable<T> work) {
    std::optional<T> result;
    std::exception_ptr failure;
    boost::asio::co_spawn(io, std::move(work), [&](std::exception_ptr error, T value) {
      failure = error;
      result = std::move(value);
    });
    run_until([&] { return result.has_value(); });
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
  }
  // Steps until nothing can be done without somebody else's doing.
  void run_dry();

  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const;
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(server.port()); }

  boost::asio::io_context io{gateway::kConcurrencyHint};
  gateway::Server server;

 private:
  std::function<void()> between_steps_;
};

}  // namespace regard::tests

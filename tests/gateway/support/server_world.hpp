#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <optional>

#include "gateway/transport/server.hpp"
#include "tests/gateway/support/live_world.hpp"

namespace regard::tests {

// What the integration of the cast sends as Bearer, and the password of everybody else.
inline constexpr const char* kToken = "token of the platform";
inline constexpr const char* kPassword = "mot de passe de claire";

// Pages, accounts, a store and a server with /echo on a port of the system's choice, all stepped on the test's thread.
class ServerWorld {
 public:
  ServerWorld();

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

  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const;
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(server_->port()); }
  [[nodiscard]] gateway::Server& server() { return *server_; }
  [[nodiscard]] gateway::Site& site() { return *site_; }
  [[nodiscard]] LiveServer& live() { return live_; }
  [[nodiscard]] ManualClock& clock() { return clock_; }

  boost::asio::io_context io{gateway::kConcurrencyHint};

 private:
  TemporaryDirectory temporary_;
  std::filesystem::path pages_directory_ = temporary_.path() / "pages";
  ManualClock clock_;
  SeededRandom random_{1};
  LiveServer live_;
  gateway::AccountDirectory directory_;
  gateway::SignIn sign_in_;
  std::vector<std::string> allowed_origins_{"https://regard.example.org"};
  gateway::Api api_;
  gateway::StaticFiles pages_;
  std::optional<gateway::Site> site_;
  std::optional<gateway::Server> server_;
};

}  // namespace regard::tests

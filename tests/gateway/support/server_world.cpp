#include "tests/gateway/support/server_world.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "gateway/accounts/secrets.hpp"

namespace regard::tests {
namespace {

// Far longer than anything that a test waits for takes on the slowest machine: then it will never happen.
constexpr std::chrono::seconds kLongestWait{60};

std::vector<observer::Account> accounts() {
  auto all = cast().all();
  // Hashed once: it takes a tenth of a second.
  static const std::string hash = gateway::hash_password(kPassword).value();
  for (auto& account : all) {
    account.secret_hash = account.role == v1::ROLE_INTEGRATION ? gateway::digest_token(kToken) : hash;
  }
  return all;
}

}  // namespace

ServerWorld::ServerWorld()
    : live_(open_store({.database_path = temporary_.path() / "regard.db"}), clock_, random_),
      directory_(accounts(), {}),
      sign_in_({io, directory_, *live_.journal, clock_, random_}),
      api_({*live_.hub, directory_, sign_in_, observer::testing::official_referential(), allowed_origins_, false}) {
  std::filesystem::create_directory(pages_directory_);
  std::ofstream(pages_directory_ / "index.html") << "<!doctype html><title>Regard</title>";
  std::ofstream(pages_directory_ / "app.js") << "1;";
  pages_ = gateway::StaticFiles::load(pages_directory_).value();
  site_.emplace(gateway::Site{*live_.hub, directory_, api_, pages_, allowed_origins_, true});
  server_.emplace(io, *site_);
  REQUIRE(server_->listen("127.0.0.1", 0));
  server_->start();
}

void ServerWorld::run_until(const std::function<bool()>& is_done) {
  // A short step: passwords are checked on another thread, and the journal has to be looked after between two steps.
  constexpr std::chrono::milliseconds kStep{20};
  const auto give_up = std::chrono::steady_clock::now() + kLongestWait;
  while (!is_done()) {
    if (std::chrono::steady_clock::now() > give_up) FAIL("what the test waits for does not happen");
    io.restart();
    io.run_one_for(kStep);
    live_.settle();
  }
}

boost::asio::ip::tcp::endpoint ServerWorld::endpoint() const {
  return {boost::asio::ip::address_v4::loopback(), server_->port()};
}

}  // namespace regard::tests

#include "gateway/accounts/password_checks.hpp"

#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <catch2/catch.hpp>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/secrets.hpp"

using namespace regard::gateway;

namespace {

// Checks by name, and the names in the order in which they came to an end.
class Checks {
 public:
  bool stranger(const std::string& network, const std::string& name) {
    auto made = check(name);
    return checks.add_of_stranger(network, made);
  }
  bool known(const std::string& name) {
    auto made = check(name);
    return checks.add_of_known_device(made);
  }
  void run() {
    io.restart();
    const auto work = boost::asio::make_work_guard(io);
    while (ended.size() < added) io.run_one();
  }

  boost::asio::io_context io;
  PasswordChecks checks{io};
  std::string ended;
  std::size_t added = 0;

 private:
  // No hash: whatever is compared to it is wrong, and at once.
  PasswordChecks::Work check(const std::string& name) {
    return PasswordChecks::check("", "", [this, name](bool) { ended += name; });
  }
};

}  // namespace

TEST_CASE("however many attempts come from one network, another's is next but one, and known devices have a lane") {
  Checks checks;
  for (int i = 0; i < 5; ++i) REQUIRE(checks.stranger("192.0.2.1", "a"));
  REQUIRE(checks.stranger("192.0.2.2", "b"));
  REQUIRE(checks.known("k"));
  REQUIRE(checks.known("k"));
  checks.added = 8;
  checks.run();
  CHECK(checks.ended == "akakbaaa");
}

TEST_CASE("so many attempts wait for one network and for all, and each that ends makes place") {
  Checks checks;
  std::size_t count = 0;
  while (checks.stranger("192.0.2.1", "a")) ++count;
  CHECK(count == limits::kMaxPasswordChecksASite + 1);  // One is being made.
  for (int network = 2; network < 6; ++network) {
    while (checks.stranger("192.0.2." + std::to_string(network), "a")) ++count;
  }
  // Each of the networks keeps a place for its first.
  CHECK(count == limits::kMaxPasswordChecks + 2);
  CHECK(checks.known("k"));
  checks.added = count + 1;
  checks.run();
  CHECK(checks.checks.waiting_count() == 0);
  for (std::size_t i = 0; i < 2 * limits::kMaxPasswordChecks; ++i) {
    CHECK(checks.stranger("192.0.2.1", "a"));
    ++checks.added;
    checks.run();
  }
}

TEST_CASE("crowds from many networks leave a place to the first of another, whose turn comes after one of each") {
  Checks checks;
  for (int network = 1; network <= 8; ++network) {
    while (checks.stranger("192.0.2." + std::to_string(network), "a")) ++checks.added;
  }
  REQUIRE(checks.stranger("198.51.100.1", "b"));
  ++checks.added;
  checks.run();
  CHECK(checks.ended.find('b') <= 9);
  int networks = 0;
  while (checks.stranger("network " + std::to_string(networks), "a")) ++networks;
  CHECK(networks == limits::kMaxSitesWaiting + 1);  // One is being made.
}

TEST_CASE("a right password is told from a wrong one") {
  boost::asio::io_context io;
  PasswordChecks checks{io};
  const std::string hash = hash_password("tartine-velours-9").value();
  std::vector<bool> answers;
  for (const char* password : {"tartine-velours-9", "tartine-velours-8"}) {
    auto check = PasswordChecks::check(hash, password, [&](bool is_right) { answers.push_back(is_right); });
    REQUIRE(checks.add_of_stranger("192.0.2.1", check));
  }
  const auto work = boost::asio::make_work_guard(io);
  while (answers.size() < 2) io.run_one();
  CHECK(answers == std::vector{true, false});
}

TEST_CASE("marks go before checks, and on a processor that others fill checks go on") {
  boost::asio::io_context io;
  PasswordChecks checks{io};
  int niceness = 0;
  int policy = -1;
  PasswordChecks::Work look = [&] {
    niceness = getpriority(PRIO_PROCESS, 0);
    policy = sched_getscheduler(0);
    return [&io] { io.stop(); };
  };
  REQUIRE(checks.add_of_known_device(look));
  const auto work = boost::asio::make_work_guard(io);
  io.run();
  // 19 is the nicest that there is.
  CHECK(niceness == std::min(19, getpriority(PRIO_PROCESS, 0) + limits::kPasswordNiceness));
  CHECK(policy == SCHED_OTHER);
}

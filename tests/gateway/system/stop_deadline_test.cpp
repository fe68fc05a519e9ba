#include "gateway/system/stop_deadline.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <future>
#include <string>

#include "gateway/system/process_limits.hpp"

using namespace regard::gateway;

TEST_CASE("a stop that does not come in time is ended") {
  std::promise<void> missed;
  StopDeadline deadline;
  deadline.start(std::chrono::milliseconds(1), [&] { missed.set_value(); });
  missed.get_future().wait();
}

TEST_CASE("a stop that comes in time is not - nor does it wait for its deadline") {
  bool was_missed = false;
  {
    StopDeadline deadline;
    deadline.start(std::chrono::hours(1), [&] { was_missed = true; });
  }
  CHECK_FALSE(was_missed);
}

TEST_CASE("as many files may be open as the system lets the process have") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit lowered{before.rlim_max / 2, before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_NOFILE, &lowered) == 0);
  CHECK(raise_file_limit() == before.rlim_max);
  rlimit raised{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &raised) == 0);
  CHECK(raised.rlim_cur == before.rlim_max);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
}

TEST_CASE("the memory that the process has taken is known") {
  const auto before = resident_bytes();
  REQUIRE(before);
  const std::string held(std::size_t{64} << 20, 'x');
  CHECK(*resident_bytes() > *before + held.size() / 2);
  CHECK(held.find('y') == std::string::npos);  // It is still needed.
}

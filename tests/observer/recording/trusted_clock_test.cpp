#include "observer/recording/trusted_clock.hpp"

#include <catch2/catch.hpp>

#include "tests/observer/support/manual_clock.hpp"

using regard::observer::TrustedClock;
using regard::tests::ManualClock;

TEST_CASE("the trusted clock runs like the steady one, whatever is done to the wall clock") {
  ManualClock clock;
  TrustedClock trusted(clock, 0);
  const auto before_ns = trusted.mono_ns();
  clock.set_wall_ns(0);
  clock.advance(std::chrono::seconds(2));
  CHECK(trusted.mono_ns() - before_ns == 2'000'000'000);
}

TEST_CASE("after a restart the trusted clock goes on behind the newest stamp, even if the wall clock went back") {
  ManualClock clock;
  TrustedClock before(clock, 0);
  clock.advance(std::chrono::hours(1));
  const auto newest_stamp_ns = before.mono_ns();
  clock.reboot();
  clock.set_wall_ns(1);
  TrustedClock after(clock, newest_stamp_ns);
  CHECK(after.mono_ns() > newest_stamp_ns);
}

TEST_CASE("time spent switched off counts") {
  ManualClock clock;
  TrustedClock before(clock, 0);
  const auto stamp_ns = before.mono_ns();
  clock.reboot();
  clock.advance(std::chrono::minutes(3));
  TrustedClock after(clock, stamp_ns);
  CHECK(after.mono_ns() - stamp_ns == 180'000'000'000);
}

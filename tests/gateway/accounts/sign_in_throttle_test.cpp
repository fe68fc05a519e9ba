#include <catch2/catch.hpp>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/sign_in_throttle.hpp"

using namespace regard::gateway;
using std::chrono::nanoseconds;
using std::chrono::seconds;

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

}  // namespace

TEST_CASE("the first failures cost nothing, then each one doubles the wait up to a minute") {
  SignInThrottle throttle{limits::kMaxSignInWait, limits::kSignInMemory};
  const auto wait_after_failure = [&] {
    throttle.failed("claire", 0);
    return throttle.wait("claire", 0);
  };
  CHECK(wait_after_failure() == seconds(0));
  CHECK(wait_after_failure() == seconds(0));
  CHECK(wait_after_failure() == seconds(1));
  CHECK(wait_after_failure() == seconds(2));
  CHECK(wait_after_failure() == seconds(4));
  for (int i = 0; i < 20; ++i) throttle.failed("claire", 0);
  CHECK(throttle.wait("claire", 0) == limits::kMaxSignInWait);
  CHECK(throttle.wait("paul", 0) == seconds(0));
}

TEST_CASE("a longer wait is doubled up to that") {
  SignInThrottle throttle{limits::kMaxCodeWait, limits::kCodeMemory};
  for (int i = 0; i < 40; ++i) throttle.failed("claire", 0);
  CHECK(throttle.wait("claire", 0) == limits::kMaxCodeWait);
}

TEST_CASE("the wait runs out, and a success forgets the failures") {
  SignInThrottle throttle{limits::kMaxSignInWait, limits::kSignInMemory};
  for (int i = 0; i < 4; ++i) throttle.failed("claire", 0);
  CHECK(throttle.wait("claire", kSecondNs) == seconds(1));
  CHECK(throttle.wait("claire", 2 * kSecondNs) == seconds(0));
  throttle.succeeded("claire");
  throttle.failed("claire", 2 * kSecondNs);
  CHECK(throttle.wait("claire", 2 * kSecondNs) == seconds(0));
}

TEST_CASE("failures are forgotten with time") {
  SignInThrottle throttle{limits::kMaxSignInWait, limits::kSignInMemory};
  for (int i = 0; i < 20; ++i) throttle.failed("claire", 0);
  const std::int64_t later = nanoseconds(limits::kSignInMemory).count() + 1;
  throttle.failed("claire", later);
  CHECK(throttle.wait("claire", later) == seconds(0));
}

TEST_CASE("made-up logins cannot fill the memory: the oldest are forgotten") {
  SignInThrottle throttle{limits::kMaxSignInWait, limits::kSignInMemory};
  for (int i = 0; i < 3; ++i) throttle.failed("first", 0);
  for (std::size_t i = 0; i < limits::kMaxTrackedSignIns; ++i) throttle.failed("made-up-" + std::to_string(i), 0);
  CHECK(throttle.wait("first", 0) == seconds(0));
}

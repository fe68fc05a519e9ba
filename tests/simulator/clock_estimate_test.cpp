#include "gateway/simulator/clock_estimate.hpp"

#include <catch2/catch.hpp>

using namespace regard::simulator;
namespace v1 = regard::v1;

namespace {

v1::ClockReading reading(std::int64_t client_wall_us, std::int64_t server_mono_ns) {
  v1::ClockReading made;
  made.set_client_wall_us(client_wall_us);
  made.set_server_mono_ns(server_mono_ns);
  return made;
}

}  // namespace

TEST_CASE("without a reading an event carries no client time") {
  CHECK(ClockEstimate().stamp(1'000'000).client_wall_us() == 0);
}

TEST_CASE("the offset is taken halfway through the round trip, with half the round trip as its error") {
  ClockEstimate clock;
  clock.add(reading(1'000'000, 5'000'100'000), 1'000'200);
  const auto time = clock.stamp(2'000'000);
  CHECK(time.client_wall_us() == 2'000'000);
  CHECK(time.clock_offset_us() == 4'000'000);
  CHECK(time.clock_offset_error_us() == 100);
}

TEST_CASE("the probe with the smallest round trip is kept") {
  ClockEstimate clock;
  clock.add(reading(1'000'000, 5'000'100'000), 1'000'200);
  clock.add(reading(2'000'000, 9'000'000'000), 2'900'000);
  CHECK(clock.stamp(0).clock_offset_us() == 4'000'000);
  clock.add(reading(3'000'000, 7'000'020'000), 3'000'040);
  CHECK(clock.stamp(0).clock_offset_error_us() == 20);
}

TEST_CASE("after a reconnection the next reading counts, even with a longer round trip") {
  ClockEstimate clock;
  clock.add(reading(1'000'000, 5'000'100'000), 1'000'200);
  clock.start_over();
  CHECK(clock.stamp(0).clock_offset_us() == 4'000'000);
  clock.add(reading(2'000'000, 9'000'500'000), 2'001'000);
  CHECK(clock.stamp(0).clock_offset_us() == 7'000'000);
}

TEST_CASE("a reading from the future, after the wall clock was set back, is ignored") {
  ClockEstimate clock;
  clock.add(reading(2'000'000, 5'000'000'000), 1'000'000);
  CHECK(clock.stamp(3'000'000).client_wall_us() == 0);
}

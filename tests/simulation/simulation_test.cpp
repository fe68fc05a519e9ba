#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "tests/simulation/simulation.hpp"
#include "tests/simulation/violation.hpp"

namespace {

// Enough to meet every kind of disturbance hundreds of times, in well under a minute.
constexpr std::uint64_t kSeeds = 3'000;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::stoull(text);
}

}  // namespace

// REGARD_SIMULATION_SEED=N replays one seed; REGARD_SIMULATION_SEEDS=N runs the first N.
TEST_CASE("on every bad day: no gap, no duplicate, nothing acknowledged is lost, replay equals live, the seal holds") {
  const std::uint64_t only = number_from("REGARD_SIMULATION_SEED", 0);
  const std::uint64_t first = only == 0 ? 1 : only;
  const std::uint64_t last = only == 0 ? number_from("REGARD_SIMULATION_SEEDS", kSeeds) : only;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    try {
      regard::simulation::Simulation(seed).run();
    } catch (const regard::simulation::Violation& violation) {
      FAIL("seed " << seed << ": " << violation.what() << " (REGARD_SIMULATION_SEED=" << seed << " replays it)");
    }
  }
}

#include <catch2/catch.hpp>
#include <set>

#include "gateway/simulator/schedule.hpp"

using namespace regard::simulator;
namespace v1 = regard::v1;

namespace {

std::vector<Scenario> shipped() {
  auto scenarios = load_scenarios(REGARD_SCENARIO_DIRECTORY);
  INFO(scenarios.error());
  REQUIRE(scenarios.has_value());
  return scenarios.value();
}

}  // namespace

TEST_CASE("at least eight scenarios are shipped, on all channels, blocks and sides, some difficult") {
  std::set<int> channels;
  std::set<int> sides;
  std::set<std::string> blocks;
  int difficult = 0;
  const auto scenarios = shipped();
  for (const auto& scenario : scenarios) {
    channels.insert(scenario.opening.channel());
    sides.insert(scenario.opening.interlocutor().side());
    blocks.insert(scenario.opening.block_code());
    difficult += scenario.opening.difficult() ? 1 : 0;
  }
  CHECK(scenarios.size() >= 8);
  CHECK(channels.size() == 4);
  CHECK(sides.size() == 2);
  CHECK(blocks == std::set<std::string>{"B1", "B3", "B4"});
  CHECK(difficult >= 1);
}

TEST_CASE("every shipped scenario makes an ordered schedule of two to seven minutes") {
  for (const auto& scenario : shipped()) {
    CAPTURE(scenario.path);
    const auto schedule = make_schedule(scenario, {"lea", "Léa Bernard", {"anne"}, ""}, {}, "id");
    CHECK(schedule.front().body.has_interview_opened());
    CHECK(schedule.back().body.has_interview_closed());
    for (std::size_t place = 1; place < schedule.size(); ++place)
      CHECK(schedule[place - 1].at_ms <= schedule[place].at_ms);
    CHECK(schedule.back().at_ms >= 100'000);
    CHECK(schedule.back().at_ms <= 420'000);
  }
}

TEST_CASE("the shipped scenarios are typeset: no straight apostrophe within a word") {
  for (const auto& scenario : shipped()) {
    CAPTURE(scenario.path);
    for (const auto& step : scenario.steps) CHECK(step.body.ShortDebugString().find('\'') == std::string::npos);
  }
}

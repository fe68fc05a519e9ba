#include "gateway/recording/restore.hpp"

#include <catch2/catch.hpp>

#include "gateway/accounts/account_directory.hpp"
#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

// What is said of a journal that holds one event, sequence 1 of a recording, with this body.
std::string fault_of(const std::string& payload) {
  SeededRandom random{1};
  gateway::AccountDirectory directory{cast().all(), {}};
  observer::InterviewBook book{observer::testing::official_referential(), directory, random};
  observer::StampedEvent event;
  event.header.recording_id = random.uuid();
  event.header.sequence = 1;
  event.payload = payload;
  const auto table =
      gateway::restore(book, [&](const observer::EventVisitor& visitor) -> std::expected<void, observer::StoreFailure> {
        visitor(event);
        return {};
      });
  REQUIRE_FALSE(table);
  CHECK(table.error().find(event.header.recording_id.to_string()) != std::string::npos);
  return table.error();
}

}  // namespace

TEST_CASE("a journal whose events do not fit together is refused, and the event is named") {
  CHECK_THAT(fault_of(observer::testing::turn("candidate").SerializeAsString()), Catch::Contains("does not fit"));
  CHECK_THAT(fault_of("\xff"), Catch::Contains("cannot be read"));
}

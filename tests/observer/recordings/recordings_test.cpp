#include "observer/recordings/recordings.hpp"

#include <catch2/catch.hpp>

#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.

TEST_CASE("admitting a body changes nothing") {
  World world;
  const RecordingId call = world.open_interview();
  const auto body = joined("candidate");
  const Author author{world.platform.account_id, world.platform.role};
  CHECK(world.recordings.admit(author, call, body, {world.now_mono_ns, 0}).has_value());
  CHECK(world.recordings.admit(author, call, body, {world.now_mono_ns, 0}).has_value());
  CHECK(world.interview_of(call).present_participants.empty());
}

TEST_CASE("an admitted body is handed on unchanged, for the recording it was meant for") {
  World world;
  const RecordingId call = world.open_interview();
  world.publish_accepted(world.platform, call, joined("candidate"));
  const auto body = turn("candidate", "Je vérifie votre dossier.");
  const auto drafts = world.publish_accepted(world.platform, call, body);
  REQUIRE(drafts.size() == 1);
  CHECK(drafts.front().recording_id == call);
  CHECK(drafts.front().family_id == call);
  CHECK(drafts.front().body.SerializeAsString() == body.SerializeAsString());
}

TEST_CASE("an interview and its markings are one family") {
  World world;
  const RecordingId call = world.open_interview();
  const Recording* conversation = world.recordings.find(call);
  const Recording* marking = world.recordings.find(world.marking_of(call, world.alice));
  REQUIRE(conversation != nullptr);
  REQUIRE(marking != nullptr);
  CHECK(conversation->family == marking->family);
  CHECK(conversation->family->family_id == call);
  CHECK(conversation->aggregate->kind() == RecordingKind::conversation);
  CHECK(marking->aggregate->kind() == RecordingKind::marking);
  CHECK(world.recordings.interview(marking->recording_id) == nullptr);
}

TEST_CASE("a family that is forgotten is gone with all its recordings, and another is not") {
  World world;
  const RecordingId call = world.open_interview();
  const RecordingId other = world.open_interview();
  const RecordingId marking = world.marking_of(call, world.alice);
  world.recordings.forget(call);
  CHECK(world.recordings.find(call) == nullptr);
  CHECK(world.recordings.find(marking) == nullptr);
  CHECK(world.recordings.find(other) != nullptr);
}

TEST_CASE("what was folded apart is taken over with its state") {
  World world;
  const RecordingId call = world.open_interview();
  world.publish_accepted(world.platform, call, joined("candidate"));
  Recordings staged = world.recordings.make_empty();
  for (const auto& [header, body, family_id] : world.folded)
    REQUIRE(staged.apply(header, &body, family_id).has_value());
  world.recordings.forget(call);
  world.recordings.adopt(std::move(staged));
  CHECK(world.interview_of(call).present_participants.contains("candidate"));
  world.publish_accepted(world.platform, call, turn("candidate"));
}

TEST_CASE("an interview is as long as from its opening to its closing on the trusted clock") {
  World world;
  const RecordingId call = world.open_interview();
  CHECK_FALSE(world.interview_of(call).length_ms().has_value());
  world.now_mono_ns = world.interview_of(call).opened_mono_ns + 1'500'000 - 1;
  world.close_interview(call);
  CHECK(world.interview_of(call).length_ms() == 2);
  const InterviewSummary summary = world.recordings.interview(call)->summary();
  CHECK(summary.closed_mono_ns - summary.opened_mono_ns == 1'500'000);
}

}  // namespace
}  // namespace regard::observer

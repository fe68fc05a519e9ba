#include "observer/interview/interview_book.hpp"

#include <catch2/catch.hpp>

#include "world.hpp"

namespace regard::observer {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.

TEST_CASE("admitting a body changes nothing") {
  World world;
  const RecordingId call = world.open_interview();
  const auto body = joined("candidate");
  const Author author{world.platform.account_id, world.platform.role};
  CHECK(world.book.admit(author, call, body).has_value());
  CHECK(world.book.admit(author, call, body).has_value());
  CHECK(world.book.interview(call)->present_participants.empty());
}

TEST_CASE("an admitted body is handed on unchanged, for the recording it was meant for") {
  World world;
  const RecordingId call = world.open_interview();
  world.publish_accepted(world.platform, call, joined("candidate"));
  const auto body = turn("candidate", "Je vérifie votre dossier.");
  const auto drafts = world.publish_accepted(world.platform, call, body);
  REQUIRE(drafts.size() == 1);
  CHECK(drafts.front().recording_id == call);
  CHECK(drafts.front().body.SerializeAsString() == body.SerializeAsString());
}

TEST_CASE("an interview is found by the ids of all its recordings") {
  World world;
  const RecordingId call = world.open_interview();
  const Interview* interview = world.book.interview(call);
  REQUIRE(interview != nullptr);
  CHECK(world.book.interview_of(call) == interview);
  CHECK(world.book.interview_of(world.marking_of(call, world.alice)) == interview);
  CHECK(world.book.interview(world.marking_of(call, world.alice)) == nullptr);
  CHECK(world.book.interview_of(world.random.uuid()) == nullptr);
}

TEST_CASE("an account's interviews come live first, then the latest first") {
  World world;
  const RecordingId past_first = world.open_interview();
  const RecordingId live_first = world.open_interview();
  const RecordingId past_second = world.open_interview();
  const RecordingId live_second = world.open_interview();
  world.close_interview(past_second);
  world.close_interview(past_first);

  std::vector<RecordingId> ids;
  for (const Interview* interview : world.book.interviews_for(world.alice)) ids.push_back(interview->interview_id);
  CHECK(ids == std::vector{live_second, live_first, past_second, past_first});
}

TEST_CASE("an account sees only interviews whose conversation it may read") {
  World world;
  world.open_interview();
  v1::InterviewOpened opening = world.opening();
  opening.mutable_candidate()->set_login(world.other_candidate.login);
  opening.mutable_assessors()->RemoveLast();
  world.open_interview(opening);
  CHECK(world.book.interviews_for(world.denis).size() == 1);
  CHECK(world.book.interviews_for(world.bruno).size() == 1);
  CHECK(world.book.interviews_for(world.alice).size() == 2);
  CHECK(world.book.interviews_for(world.chantal).empty());
  CHECK(world.book.interviews_for(world.odile).size() == 2);
}

TEST_CASE("an interview is as long as from its opening to its closing on the trusted clock") {
  World world;
  const RecordingId call = world.open_interview();
  CHECK_FALSE(world.book.interview(call)->length_ms().has_value());
  world.now_mono_ns = world.book.interview(call)->opened_mono_ns + 1'500'000 - 1;
  world.close_interview(call);
  CHECK(world.book.interview(call)->length_ms() == 2);
  const v1::Interview described = world.book.describe(*world.book.interview(call), world.alice);
  CHECK(described.closed_mono_ns() - described.opened_mono_ns() == 1'500'000);
}

}  // namespace
}  // namespace regard::observer

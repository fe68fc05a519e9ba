// What the registry makes of a journal, whole or damaged.
#include <catch2/catch.hpp>

#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.

struct Folding : World {
  RecordingId interview = open_interview();
  RecordingId marking = marking_of(interview, alice);

  // The error of the registry when the journal says that `body` came next; empty when it is possible.
  std::string damage(RecordingId recording, const v1::EventBody& body) {
    EventHeader header;
    header.recording_id = recording;
    header.sequence = 42;
    header.server_mono_ns = ++now_mono_ns;
    header.kind = static_cast<std::uint32_t>(body.kind_case());
    const auto applied = recordings.apply(header, &body, body.has_marking_opened() ? interview : recording);
    return applied ? "" : applied.error();
  }
};

TEST_CASE_METHOD(Folding, "damage is reported with recording, sequence and kind") {
  const RecordingId unknown = random.uuid();
  CHECK(damage(unknown, closing()) ==
        "recording " + unknown.to_string() +
            ", sequence 42: interview_closed cannot follow what the journal holds before it");
}

TEST_CASE_METHOD(Folding, "an interview opened or closed twice is damage") {
  v1::EventBody opened;
  *opened.mutable_interview_opened() = opening();
  CHECK_FALSE(damage(interview, opened).empty());
  CHECK(damage(interview, closing()).empty());
  CHECK_FALSE(damage(interview, closing()).empty());
}

TEST_CASE_METHOD(Folding, "events in the wrong sort of recording are damage") {
  CHECK_FALSE(damage(interview, mark(random.uuid())).empty());
  CHECK_FALSE(damage(marking, note("x")).empty());
  CHECK_FALSE(damage(interview, {}).empty());
  CHECK_FALSE(damage(marking, {}).empty());
}

TEST_CASE_METHOD(Folding, "participants who leave, hold or resume out of order are damage") {
  for (const auto& body : {left("candidate"), resume("candidate")}) CHECK_FALSE(damage(interview, body).empty());
  for (const auto& body : {joined("candidate"), hold("candidate")}) CHECK(damage(interview, body).empty());
  for (const auto& body : {joined("candidate"), hold("candidate")}) CHECK_FALSE(damage(interview, body).empty());
}

TEST_CASE_METHOD(Folding, "marks made twice, unknown, withdrawn twice or made after the closing are damage") {
  const Uuid mark_id = random.uuid();
  for (const auto& body : {correction(mark_id), withdrawal(mark_id)}) CHECK_FALSE(damage(marking, body).empty());
  CHECK(damage(marking, mark(mark_id)).empty());
  CHECK_FALSE(damage(marking, mark(mark_id)).empty());
  CHECK(damage(marking, withdrawal(mark_id)).empty());
  CHECK_FALSE(damage(marking, withdrawal(mark_id)).empty());
  CHECK(damage(marking, marking_closing()).empty());
  CHECK_FALSE(damage(marking, correction(mark_id)).empty());
}

TEST_CASE_METHOD(Folding, "a marking of no interview, or under a recording id in use, is damage") {
  v1::EventBody opened;
  opened.mutable_marking_opened()->set_interview_id(random.uuid().to_string());
  opened.mutable_marking_opened()->mutable_assessor()->set_account_id(alice.account_id.to_string());
  CHECK_FALSE(damage(random.uuid(), opened).empty());
  opened.mutable_marking_opened()->set_interview_id(interview.to_string());
  CHECK_FALSE(damage(marking, opened).empty());
  opened.mutable_marking_opened()->mutable_assessor()->set_account_id("no UUID");
  CHECK_FALSE(damage(random.uuid(), opened).empty());
}

TEST_CASE_METHOD(Folding, "a live interview is sealed even when all its markings are closed") {
  for (const Account* assessor : {&alice, &bruno}) {
    REQUIRE(damage(marking_of(interview, *assessor), marking_closing()).empty());
  }
  CHECK(recordings.interview(interview)->is_sealed());
}

TEST_CASE_METHOD(Folding, "an interview whose markings are not all opened yet is sealed") {
  v1::EventBody opened;
  *opened.mutable_interview_opened() = opening();
  const RecordingId half_opened = random.uuid();
  REQUIRE(damage(half_opened, opened).empty());
  REQUIRE(damage(half_opened, closing()).empty());
  CHECK(recordings.interview(half_opened)->is_sealed());
}

}  // namespace
}  // namespace regard::observer

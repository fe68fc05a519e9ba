#include "observer/marking/marks.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "observer/interview/limits.hpp"
#include "observer/marking/limits.hpp"
#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.

// One interview with alice's marking, of which most tests are.
struct Marked : World {
  RecordingId interview = open_interview();
  RecordingId marking = marking_of(interview, alice);
  Uuid mark_id = random.uuid();

  Refusal refusal_after(const std::function<void(v1::Mark&)>& change) {
    v1::EventBody body = mark(random.uuid());
    change(*body.mutable_mark());
    return refusal_of(alice, marking, body);
  }
};

TEST_CASE_METHOD(Marked, "an assessor marks, corrects and withdraws in their own marking") {
  publish_accepted(alice, marking, mark(mark_id));
  publish_accepted(alice, marking, correction(mark_id, "B1.A1.C2.K2"));
  publish_accepted(alice, marking, withdrawal(mark_id));
  CHECK(recordings.interview(interview)->markings[0]->mark_ids.contains(mark_id));
}

TEST_CASE_METHOD(Marked, "an indicator of the block or one of its standalone criteria can be marked, nothing else") {
  publish_accepted(alice, marking, mark(random.uuid(), "B1.A1.C1.K1.I2"));
  publish_accepted(alice, marking, mark(random.uuid(), "B1.A1.C1.K2"));
  for (const char* code : {"", "B1", "B1.A1.C1.K1", "B1.A1.C1.K1.I99", "B4.A1.C2.K1.I3"}) {
    const Refusal refusal = refusal_of(alice, marking, mark(random.uuid(), code));
    CHECK(refusal.code == RefusalCode::invalid_field);
    CHECK(refusal.field == "body.mark.indicator_code");
  }
}

TEST_CASE_METHOD(Marked, "a mark needs an id that was not used before") {
  publish_accepted(alice, marking, mark(mark_id));
  CHECK(refusal_of(alice, marking, mark(mark_id)).field == "body.mark.mark_id");
  publish_accepted(alice, marking, withdrawal(mark_id));
  CHECK(refusal_of(alice, marking, mark(mark_id)).field == "body.mark.mark_id");
  CHECK(refusal_after([](v1::Mark& mark) { mark.set_mark_id("one"); }).field == "body.mark.mark_id");
}

TEST_CASE_METHOD(Marked, "a mark needs an observation that this server knows") {
  CHECK(refusal_after([](v1::Mark& mark) { mark.clear_observation(); }).field == "body.mark.observation");
  const auto unknown = static_cast<v1::Observation>(99);
  CHECK(refusal_after([&](v1::Mark& mark) { mark.set_observation(unknown); }).field == "body.mark.observation");
}

TEST_CASE_METHOD(Marked, "a mark needs a position that is neither negative nor backwards") {
  CHECK(refusal_after([](v1::Mark& mark) { mark.clear_observed_at(); }).field == "body.mark.observed_at");
  CHECK(refusal_after([](v1::Mark& mark) { mark.mutable_observed_at()->set_from_ms(-1); }).field ==
        "body.mark.observed_at.from_ms");
  CHECK(refusal_after([](v1::Mark& mark) { mark.mutable_observed_at()->set_from_ms(1); }).field ==
        "body.mark.observed_at.until_ms");
  CHECK(refusal_after([](v1::Mark& mark) { mark.set_entered_at_ms(-1); }).field == "body.mark.entered_at_ms");
}

TEST_CASE_METHOD(Marked, "a mark names a message of its interview by its event id") {
  publish_accepted(platform, interview, joined("candidate"));
  publish_accepted(platform, interview, note("ce n’est pas un message"));
  const std::string note_id = folded.back().header.event_id.to_string();
  publish_accepted(platform, interview, turn("candidate"));
  const std::string turn_id = folded.back().header.event_id.to_string();
  v1::EventBody body = mark(random.uuid());
  body.mutable_mark()->mutable_observed_at()->set_message_event_id(turn_id);
  publish_accepted(alice, marking, body);
  for (const std::string& other : {note_id, random.uuid().to_string()}) {
    CHECK(refusal_after([&](v1::Mark& mark) { mark.mutable_observed_at()->set_message_event_id(other); }).field ==
          "body.mark.observed_at.message_event_id");
  }
  CHECK(refusal_after([](v1::Mark& mark) { mark.mutable_observed_at()->set_message_event_id("3"); }).field ==
        "body.mark.observed_at.message_event_id");
}

TEST_CASE_METHOD(Marked, "a turn that goes on is named by its beginning, and so it is after its end") {
  publish_accepted(platform, interview, joined("candidate"));
  publish_accepted(platform, interview, turn_start("candidate", "1"));
  const std::string turn_id = folded.back().header.event_id.to_string();
  const auto mark_of = [&](const std::string& id) {
    v1::EventBody body = mark(random.uuid());
    body.mutable_mark()->mutable_observed_at()->set_message_event_id(id);
    return body;
  };
  const auto check_unnamed = [&] {
    CHECK(refusal_of(alice, marking, mark_of(folded.back().header.event_id.to_string())).field ==
          "body.mark.observed_at.message_event_id");
  };
  publish_accepted(alice, marking, mark_of(turn_id));
  publish_accepted(platform, interview, turn_part("candidate", "1"));
  check_unnamed();
  publish_accepted(platform, interview, turn_end("candidate", "1"));
  check_unnamed();
  publish_accepted(alice, marking, mark_of(turn_id));
}

TEST_CASE_METHOD(Marked, "a marking holds so many marks, withdrawn ones too") {
  for (std::size_t i = 0; i < limits::kMaxMarks; ++i) publish_accepted(alice, marking, mark(random.uuid()));
  publish_accepted(alice, marking, withdrawal(Uuid::parse(folded.back().body.mark().mark_id()).value()));
  CHECK(refusal_of(alice, marking, mark(random.uuid())).code == RefusalCode::limit_reached);
}

TEST_CASE_METHOD(Marked, "a remark is bounded") {
  CHECK(refusal_after([](v1::Mark& mark) { mark.set_remark(std::string(limits::kMaxRemarkChars + 1, 'x')); }).field ==
        "body.mark.remark");
}

TEST_CASE_METHOD(Marked, "no mark lies, or is entered, later than now, but for what the clocks may err") {
  constexpr std::int64_t kErrorMs = 300;
  pass_ms(60'000);
  const std::int64_t now_ms = (now_mono_ns - interview_of(interview).opened_mono_ns) / 1'000'000;
  const auto fields_refused = [&](std::int64_t position_ms, std::int64_t error_ms) {
    v1::EventBody observed = mark(random.uuid());
    observed.mutable_mark()->mutable_observed_at()->set_until_ms(position_ms);
    v1::EventBody entered = mark(random.uuid());
    entered.mutable_mark()->set_entered_at_ms(position_ms);
    std::vector<std::string> fields;
    for (const auto& body : {observed, entered}) {
      const auto admitted =
          recordings.admit({alice.account_id, alice.role}, marking, body, {now_mono_ns, error_ms * 1'000'000});
      if (!admitted) fields.push_back(admitted.error().field);
    }
    return fields;
  };
  const std::vector<std::string> both{"body.mark.observed_at.until_ms", "body.mark.entered_at_ms"};
  const std::int64_t last_ms = now_ms + limits::kMaxPositionAheadMs;
  CHECK(fields_refused(last_ms, 0).empty());
  CHECK(fields_refused(last_ms + 1, 0) == both);
  CHECK(fields_refused(last_ms + kErrorMs, kErrorMs).empty());
  CHECK(fields_refused(last_ms + limits::kMaxClockErrorMs + 1, 24LL * 3'600'000) == both);
  CHECK(fields_refused(last_ms + 1, -kErrorMs) == both);
}

TEST_CASE_METHOD(Marked, "marks may lie past the end of a closed interview as far as a lost network explains") {
  pass_ms(60'000);
  close_interview(interview);
  pass_ms(limits::kMaxPositionPastClosingMs + 60'000);
  const std::int64_t last_ms = *interview_of(interview).length_ms() + limits::kMaxPositionPastClosingMs;
  v1::EventBody body = mark(random.uuid());
  body.mutable_mark()->mutable_observed_at()->set_until_ms(last_ms);
  publish_accepted(alice, marking, body);
  CHECK(refusal_after([&](v1::Mark& mark) { mark.mutable_observed_at()->set_until_ms(last_ms + 1); }).field ==
        "body.mark.observed_at.until_ms");
}

TEST_CASE_METHOD(Marked, "a correction is checked like a mark and names a known one") {
  CHECK(refusal_of(alice, marking, correction(mark_id)).field == "body.mark_corrected.mark.mark_id");
  publish_accepted(alice, marking, mark(mark_id));
  CHECK(refusal_of(alice, marking, correction(mark_id, "B4.A1.C2.K1.I3")).field ==
        "body.mark_corrected.mark.indicator_code");
}

TEST_CASE_METHOD(Marked, "a withdrawal names a known mark that is not withdrawn, and a correction brings it back") {
  CHECK(refusal_of(alice, marking, withdrawal(mark_id)).field == "body.mark_withdrawn.mark_id");
  publish_accepted(alice, marking, mark(mark_id));
  publish_accepted(alice, marking, withdrawal(mark_id));
  CHECK(refusal_of(alice, marking, withdrawal(mark_id)).code == RefusalCode::wrong_state);
  publish_accepted(alice, marking, correction(mark_id));
  publish_accepted(alice, marking, withdrawal(mark_id));
}

TEST_CASE_METHOD(Marked, "marks are accepted after the interview until the marking is closed") {
  CHECK(refusal_of(alice, marking, marking_closing()).code == RefusalCode::wrong_state);
  close_interview(interview);
  publish_accepted(alice, marking, mark(mark_id));
  publish_accepted(alice, marking, marking_closing());
  for (const auto& body : {mark(random.uuid()), correction(mark_id), withdrawal(mark_id), marking_closing()}) {
    CHECK(refusal_of(alice, marking, body).code == RefusalCode::wrong_state);
  }
}

TEST_CASE_METHOD(Marked, "nobody else publishes to an assessor's marking, before the seal is lifted or after") {
  const Refusal unknown = refusal_of(bruno, random.uuid(), mark(random.uuid()));
  for (const Account* account : {&bruno, &chantal, &denis, &renee, &odile, &quentin, &platform}) {
    const Refusal refusal = refusal_of(*account, marking, mark(random.uuid()));
    CHECK(refusal.code == RefusalCode::unknown_recording);
    CHECK(refusal.message == unknown.message);
  }
  close_interview(interview);
  close_marking(interview, alice);
  close_marking(interview, bruno);
  for (const Account* account : {&bruno, &odile, &quentin}) {
    CHECK(refusal_of(*account, marking, mark(random.uuid())).code == RefusalCode::not_allowed);
  }
}

TEST_CASE_METHOD(Marked, "only the server opens a marking, and each kind stays in its sort of recording") {
  v1::EventBody opened;
  opened.mutable_marking_opened()->set_interview_id(interview.to_string());
  CHECK(refusal_of(alice, marking, opened).code == RefusalCode::not_allowed);
  CHECK(refusal_of(alice, interview, mark(mark_id)).field == "recording_id");
  CHECK(refusal_of(alice, marking, closing()).field == "recording_id");
}

TEST_CASE_METHOD(Marked, "a body without a kind is refused as unknown") {
  CHECK(refusal_of(alice, marking, {}).code == RefusalCode::unknown_kind);
  CHECK(refusal_of(alice, interview, {}).code == RefusalCode::unknown_kind);
}

TEST_CASE("an interview is not marked with another version of the referential than its own") {
  World world;
  EventHeader header;
  header.recording_id = world.random.uuid();
  v1::EventBody opened;
  *opened.mutable_interview_opened() = world.opening();
  opened.mutable_interview_opened()->mutable_assessors(0)->set_account_id(world.alice.account_id.to_string());
  opened.mutable_interview_opened()->set_referential_version("000000000000");
  const RecordingId interview = header.recording_id;
  header.kind = static_cast<std::uint32_t>(opened.kind_case());
  REQUIRE(world.recordings.apply(header, &opened, interview).has_value());
  v1::EventBody marking_opened;
  marking_opened.mutable_marking_opened()->set_interview_id(header.recording_id.to_string());
  marking_opened.mutable_marking_opened()->mutable_assessor()->set_account_id(world.alice.account_id.to_string());
  header.recording_id = world.random.uuid();
  header.kind = static_cast<std::uint32_t>(marking_opened.kind_case());
  REQUIRE(world.recordings.apply(header, &marking_opened, interview).has_value());

  const Refusal refusal = world.refusal_of(world.alice, header.recording_id, mark(world.random.uuid()));
  CHECK(refusal.code == RefusalCode::wrong_state);
}

}  // namespace
}  // namespace regard::observer

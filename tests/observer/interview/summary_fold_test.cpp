// What a list knows of an interview, folded event by event.
#include "observer/interview/summary_fold.hpp"

#include <catch2/catch.hpp>

namespace regard::observer {
namespace {

Uuid numbered(std::uint8_t n) {
  Uuid id;
  id.bytes.fill(n);
  return id;
}

v1::Person person(std::uint8_t n, const std::string& name) {
  v1::Person person;
  person.set_account_id(numbered(n).to_string());
  person.set_name(name);
  return person;
}

// One interview, assessed by Alice (3) and Bruno (4) in the recordings 13 and 14.
struct Summary {
  InterviewSummary summary;
  std::int64_t now_ns = 1'000;

  void fold(std::uint8_t recording, std::uint32_t kind, const v1::EventBody* body) {
    now_ns += 10;
    EventHeader header;
    header.recording_id = numbered(recording);
    header.kind = kind;
    header.server_mono_ns = now_ns;
    header.server_wall_ns = 5 * now_ns;
    fold_into_summary(summary, header, body);
  }
  void open(bool is_erased = false) {
    v1::EventBody body;
    auto& opened = *body.mutable_interview_opened();
    opened.set_title("Devis dentaire");
    *opened.mutable_candidate() = person(1, "Denis");
    *opened.mutable_role_player() = person(2, "Renée");
    *opened.add_assessors() = person(3, "Alice");
    *opened.add_assessors() = person(4, "Bruno");
    fold(10, v1::EventBody::kInterviewOpened, is_erased ? nullptr : &body);
  }
  void open_marking(std::uint8_t assessor, bool is_erased = false) {
    v1::EventBody body;
    *body.mutable_marking_opened()->mutable_assessor() = person(assessor, "Assessor");
    fold(static_cast<std::uint8_t>(10 + assessor), v1::EventBody::kMarkingOpened, is_erased ? nullptr : &body);
  }
  void close_marking(std::uint8_t assessor) {
    fold(static_cast<std::uint8_t>(10 + assessor), v1::EventBody::kMarkingClosed, nullptr);
  }
  void close() { fold(10, v1::EventBody::kInterviewClosed, nullptr); }
};

TEST_CASE_METHOD(Summary, "an opened interview is live and sealed, with its people in their seats") {
  open();
  CHECK(summary.interview_id == numbered(10));
  CHECK(summary.opened.title() == "Devis dentaire");
  CHECK(summary.seats.is_candidate(numbered(1)));
  CHECK(summary.seats.is_role_player(numbered(2)));
  CHECK(summary.seats.is_assessor(numbered(4)));
  CHECK(summary.opened_mono_ns == 1'010);
  CHECK(summary.opened_wall_ns == 5'050);
  CHECK(summary.is_live());
  CHECK(summary.is_sealed);
}

TEST_CASE_METHOD(Summary, "markings are listed in the order in which they were opened") {
  open();
  open_marking(4);
  open_marking(3);
  REQUIRE(summary.markings.size() == 2);
  CHECK(summary.markings[0].assessor_id == numbered(4));
  CHECK(summary.markings[1].recording_id == numbered(13));
  CHECK(summary.markings[1].assessor_name == "Assessor");
}

TEST_CASE_METHOD(Summary, "the seal is lifted when the interview and all its markings are closed, whichever is last") {
  open();
  open_marking(3);
  open_marking(4);
  SECTION("the interview") {
    close_marking(3);
    close_marking(4);
    CHECK(summary.is_sealed);
    close();
  }
  SECTION("a marking") {
    close();
    close_marking(4);
    CHECK(summary.is_sealed);
    close_marking(3);
  }
  CHECK_FALSE(summary.is_sealed);
  CHECK(summary.closed_mono_ns != 0);
}

TEST_CASE_METHOD(Summary, "a summary whose markings are not all opened yet is sealed") {
  open();
  open_marking(3);
  close_marking(3);
  close();
  CHECK(summary.is_sealed);
}

TEST_CASE_METHOD(Summary, "an erased opening leaves an interview without words and without people") {
  open(true);
  CHECK(summary.interview_id == numbered(10));
  CHECK(summary.opened.ByteSizeLong() == 0);
  CHECK(summary.seats.candidate.is_nil());
  CHECK(summary.seats.assessors.empty());
  CHECK(summary.opened_wall_ns == 5'050);
}

TEST_CASE_METHOD(Summary, "after an erased opening the markings that were opened decide on the seal") {
  open(true);
  open_marking(3);
  open_marking(4);
  close();
  close_marking(3);
  CHECK(summary.is_sealed);
  close_marking(4);
  CHECK_FALSE(summary.is_sealed);
}

TEST_CASE_METHOD(Summary, "an erased opening of a marking leaves a marking of nobody, which still keeps the seal") {
  open();
  open_marking(3, true);
  open_marking(4);
  close();
  close_marking(4);
  REQUIRE(summary.markings.size() == 2);
  CHECK(summary.markings[0].assessor_id.is_nil());
  CHECK(summary.is_sealed);
  close_marking(3);
  CHECK_FALSE(summary.is_sealed);
}

TEST_CASE_METHOD(Summary, "a marking opened again is listed once, and stays closed") {
  open();
  open_marking(3);
  close_marking(3);
  open_marking(3);
  REQUIRE(summary.markings.size() == 1);
  CHECK(summary.markings[0].is_closed);
}

TEST_CASE_METHOD(Summary, "the brief is known by its recording, whether or not it was erased") {
  open();
  CHECK(summary.brief_id.is_nil());
  fold(20, v1::EventBody::kBriefOpened, nullptr);
  CHECK(summary.brief_id == numbered(20));
}

TEST_CASE_METHOD(Summary, "what is said in between changes nothing") {
  open();
  const std::int64_t opened_ns = summary.opened_mono_ns;
  v1::EventBody body;
  body.mutable_note()->set_text("x");
  fold(10, v1::EventBody::kNote, &body);
  CHECK(summary.opened_mono_ns == opened_ns);
  CHECK(summary.is_live());
}

}  // namespace
}  // namespace regard::observer

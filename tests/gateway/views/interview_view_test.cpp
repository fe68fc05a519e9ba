#include "gateway/views/interview_view.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/observer/support/world.hpp"

namespace regard::gateway {
namespace {

using observer::Account;
using observer::reader_of;
using observer::RecordingId;

struct Described : observer::testing::World {
  RecordingId interview = open_interview();

  [[nodiscard]] v1::Interview description(const Account& account) const {
    return describe(recordings.interview(interview)->summary(), reader_of(account));
  }
  [[nodiscard]] std::vector<const Account*> everybody() const {
    return {&alice, &bruno, &chantal, &denis, &renee, &odile, &quentin, &platform};
  }
};

TEST_CASE_METHOD(Described, "a description names the readable recordings, the conversation first") {
  const v1::Interview described = description(alice);
  REQUIRE(described.recordings_size() == 2);
  CHECK(described.recordings(0).kind() == v1::RECORDING_KIND_CONVERSATION);
  CHECK(described.recordings(0).recording_id() == interview.to_string());
  CHECK(described.recordings(1).kind() == v1::RECORDING_KIND_MARKING);
  CHECK(described.recordings(1).recording_id() == marking_of(interview, alice).to_string());
  CHECK(described.recordings(1).assessor().name() == alice.name);
  CHECK(description(chantal).recordings_size() == 0);
  CHECK(description(denis).recordings_size() == 1);
}

TEST_CASE_METHOD(Described, "a recording is named exactly to those who may read it, sealed or not") {
  const auto check = [&] {
    for (const Account* account : everybody()) {
      const v1::Interview described = description(*account);
      for (const RecordingId id : {interview, marking_of(interview, alice), marking_of(interview, bruno)}) {
        const bool is_named = std::ranges::any_of(
            described.recordings(), [&](const auto& recording) { return recording.recording_id() == id.to_string(); });
        CHECK(is_named == recordings.may_read(reader_of(*account), id).has_value());
      }
    }
  };
  check();
  close_interview(interview);
  close_marking(interview, alice);
  check();
  close_marking(interview, bruno);
  check();
  CHECK(description(odile).recordings_size() == 3);
}

TEST_CASE_METHOD(Described,
                 "organisers and quality managers see who has finished, without a mark - an assessor does not") {
  close_interview(interview);
  close_marking(interview, alice);
  for (const Account* account : everybody()) {
    const v1::Interview described = description(*account);
    const bool is_told = account == &odile || account == &quentin;
    INFO(account->login);
    REQUIRE(described.markings_size() == (is_told ? 2 : 0));
    if (!is_told) continue;
    CHECK(described.markings(0).assessor().name() == alice.name);
    CHECK(described.markings(0).closed());
    CHECK_FALSE(described.markings(1).closed());
    CHECK(described.recordings_size() == 1);
  }
}

TEST_CASE_METHOD(Described, "the brief is named to whoever plays, observes or answers for it, never to the candidate") {
  v1::InterviewOpened opened = opening();
  opened.set_brief("Vous avez perdu votre carte.");
  const RecordingId briefed = open_interview(opened);
  for (const Account* account : everybody()) {
    INFO(account->login);
    const v1::Interview described = describe(recordings.interview(briefed)->summary(), reader_of(*account));
    const bool is_named = std::ranges::any_of(
        described.recordings(), [](const auto& recording) { return recording.kind() == v1::RECORDING_KIND_BRIEF; });
    const bool is_meant = account != &denis && account != &chantal && account != &platform;
    CHECK(is_named == is_meant);
    CHECK(described.SerializeAsString().find("carte") == std::string::npos);
  }
}

TEST_CASE_METHOD(Described, "one finished assessor does not show that they have finished") {
  close_interview(interview);
  const std::string before = description(bruno).SerializeAsString();
  close_marking(interview, alice);
  for (const Account* account : {&bruno, &denis, &renee, &platform}) {
    for (const auto& recording : description(*account).recordings()) CHECK_FALSE(recording.marking_closed());
    CHECK(description(*account).markings_size() == 0);
  }
  CHECK(description(bruno).SerializeAsString() == before);
  CHECK(description(alice).recordings(1).marking_closed());
}

TEST_CASE_METHOD(Described, "who sees an interview in a list is who may read its conversation") {
  for (const Account* account : everybody()) {
    CHECK(may_see(recordings.interview(interview)->summary(), reader_of(*account)) ==
          recordings.may_read(reader_of(*account), interview).has_value());
  }
}

}  // namespace
}  // namespace regard::gateway

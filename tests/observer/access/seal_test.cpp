#include <catch2/catch.hpp>

#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.

struct Sealed : World {
  RecordingId interview = open_interview();
  RecordingId alices = marking_of(interview, alice);
  RecordingId brunos = marking_of(interview, bruno);

  [[nodiscard]] bool reads(const Account& account, RecordingId recording) const {
    return recordings.may_read(reader_of(account), recording).has_value();
  }
  void check_sealed() const {
    CHECK(reads(alice, alices));
    CHECK(reads(bruno, brunos));
    CHECK_FALSE(reads(alice, brunos));
    CHECK_FALSE(reads(bruno, alices));
    for (const Account* account : {&chantal, &denis, &renee, &odile, &quentin, &platform}) {
      CHECK_FALSE(reads(*account, alices));
      CHECK_FALSE(reads(*account, brunos));
    }
    CHECK(recordings.interview(interview)->summary().is_sealed);
  }
};

TEST_CASE_METHOD(Sealed, "while an interview is live each assessor reads their own marks only, and nobody else any") {
  check_sealed();
}

TEST_CASE_METHOD(Sealed, "closing the interview does not lift the seal") {
  close_interview(interview);
  check_sealed();
}

TEST_CASE_METHOD(Sealed, "one finished assessor does not lift the seal") {
  close_interview(interview);
  close_marking(interview, alice);
  check_sealed();
}

TEST_CASE_METHOD(Sealed, "an organiser lifts the seal of a closed interview, and with it ends what is still marked") {
  close_interview(interview);
  close_marking(interview, alice);
  const auto written = publish_accepted(odile, interview, seal_lifting("Bruno est en arrêt maladie"));
  REQUIRE(written.size() == 2);
  CHECK(written.back().recording_id == brunos);
  CHECK(written.back().body.has_marking_closed());
  CHECK(reads(alice, brunos));
  CHECK(reads(odile, alices));
  CHECK(refusal_of(bruno, brunos, mark(random.uuid())).code == RefusalCode::wrong_state);
  CHECK(refusal_of(odile, interview, seal_lifting("encore")).code == RefusalCode::wrong_state);
}

TEST_CASE_METHOD(Sealed, "a seal is not lifted while the interview is live, without a reason, or by anybody else") {
  CHECK(refusal_of(odile, interview, seal_lifting("trop tôt")).code == RefusalCode::wrong_state);
  close_interview(interview);
  CHECK(refusal_of(odile, interview, seal_lifting(" ")).field == "body.seal_lifted.reason");
  for (const Account* account : {&alice, &bruno, &denis, &renee, &quentin, &platform}) {
    CHECK(refusal_of(*account, interview, seal_lifting("moi")).code == RefusalCode::not_allowed);
  }
  check_sealed();
}

TEST_CASE_METHOD(Sealed, "a lifted seal that is not on disk yet holds") {
  close_interview(interview);
  commits = false;
  publish_accepted(odile, interview, seal_lifting("urgent"));
  check_sealed();
}

TEST_CASE_METHOD(Sealed, "once all have finished the other assessor, organisers and quality managers read the marks") {
  close_interview(interview);
  close_marking(interview, bruno);
  close_marking(interview, alice);
  for (const Account* account : {&alice, &bruno, &odile, &quentin}) {
    CHECK(reads(*account, alices));
    CHECK(reads(*account, brunos));
  }
  for (const Account* account : {&chantal, &denis, &renee, &platform}) {
    CHECK_FALSE(reads(*account, alices));
    CHECK_FALSE(reads(*account, brunos));
  }
  CHECK_FALSE(recordings.interview(interview)->summary().is_sealed);
}

TEST_CASE_METHOD(Sealed, "a closing that is not on disk yet lifts no seal: its commit may fail") {
  close_interview(interview);
  close_marking(interview, bruno);
  commits = false;
  close_marking(interview, alice);
  check_sealed();
  recordings.find(alices)->aggregate->committed(folded.back().header.sequence);
  CHECK(reads(bruno, alices));
}

TEST_CASE_METHOD(Sealed, "an unknown recording and a forbidden one are refused with the same words") {
  const auto unknown = recordings.may_read(reader_of(alice), random.uuid());
  const auto forbidden = recordings.may_read(reader_of(alice), brunos);
  REQUIRE_FALSE(unknown.has_value());
  REQUIRE_FALSE(forbidden.has_value());
  CHECK(unknown.error().code == forbidden.error().code);
  CHECK(unknown.error().message == forbidden.error().message);
  CHECK(unknown.error().field == forbidden.error().field);
}

TEST_CASE_METHOD(Sealed, "a conversation is read by its people, organisers, quality managers and integrations") {
  for (const Account* account : {&alice, &bruno, &denis, &renee, &odile, &quentin, &platform}) {
    CHECK(reads(*account, interview));
  }
  for (const Account* account : {&chantal, &other_candidate, &other_role_player})
    CHECK_FALSE(reads(*account, interview));
}

TEST_CASE_METHOD(Sealed, "an account without a role reads nothing") {
  Account nobody = alice;
  nobody.role = v1::ROLE_UNSPECIFIED;
  CHECK_FALSE(reads(nobody, interview));
  CHECK_FALSE(reads(nobody, alices));
}

}  // namespace
}  // namespace regard::observer

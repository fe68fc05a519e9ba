#include <catch2/catch.hpp>
#include <functional>

#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using testing::World;

v1::EventBody body_of(const v1::InterviewOpened& opened) {
  v1::EventBody body;
  *body.mutable_interview_opened() = opened;
  return body;
}

// The refusal that the usual opening meets once `change` was made to it.
Refusal refusal_after(World& world, const std::function<void(v1::InterviewOpened&)>& change) {
  v1::InterviewOpened opened = world.opening();
  change(opened);
  return world.refusal_of(world.odile, world.random.uuid(), body_of(opened));
}

void check_refused(const Refusal& refusal, const std::string& field) {
  CHECK(refusal.code == RefusalCode::invalid_field);
  CHECK(refusal.field == "body.interview_opened." + field);
}

TEST_CASE("opening an interview completes the people and the version of the referential") {
  World world;
  const RecordingId interview = world.random.uuid();
  v1::InterviewOpened opening = world.opening();
  opening.set_referential_version("made up");
  opening.mutable_candidate()->set_name("made up");

  const auto drafts = world.publish_accepted(world.odile, interview, body_of(opening));
  const v1::InterviewOpened& opened = drafts.front().body.interview_opened();
  CHECK(drafts.front().recording_id == interview);
  CHECK(opened.referential_version() == testing::official_referential().version());
  CHECK(opened.candidate().account_id() == world.denis.account_id.to_string());
  CHECK(opened.candidate().name() == world.denis.name);
  CHECK(opened.candidate().login().empty());
  CHECK(opened.role_player().account_id() == world.renee.account_id.to_string());
  CHECK(opened.assessors(0).name() == world.alice.name);
  CHECK(opened.assessors(1).name() == world.bruno.name);
  CHECK(opened.title() == opening.title());
}

TEST_CASE("opening an interview opens a marking recording for each assessor, each with an id of its own") {
  World world;
  const RecordingId interview = world.random.uuid();
  const auto drafts = world.publish_accepted(world.odile, interview, body_of(world.opening()));
  REQUIRE(drafts.size() == 3);
  for (int index = 0; index < 2; ++index) {
    const Draft& draft = drafts[static_cast<std::size_t>(index) + 1];
    CHECK(draft.body.marking_opened().interview_id() == interview.to_string());
    CHECK(draft.body.marking_opened().assessor().account_id() ==
          drafts.front().body.interview_opened().assessors(index).account_id());
    CHECK(draft.recording_id != interview);
  }
  CHECK(drafts[1].recording_id != drafts[2].recording_id);
}

TEST_CASE("assessors, organisers and integrations open interviews, nobody else does") {
  World world;
  for (const Account* account : {&world.alice, &world.odile, &world.platform}) {
    CHECK(world.publish(*account, world.random.uuid(), body_of(world.opening())).has_value());
  }
  for (const Account* account : {&world.denis, &world.renee, &world.quentin}) {
    const Refusal refusal = world.refusal_of(*account, world.random.uuid(), body_of(world.opening()));
    CHECK(refusal.code == RefusalCode::not_allowed);
  }
}

TEST_CASE("an interview is opened once, and has an id") {
  World world;
  const RecordingId interview = world.open_interview();
  const auto opening = body_of(world.opening());
  CHECK(world.refusal_of(world.odile, interview, opening).code == RefusalCode::wrong_state);
  CHECK(world.refusal_of(world.odile, world.marking_of(interview, world.alice), opening).code ==
        RefusalCode::wrong_state);
  CHECK(world.refusal_of(world.odile, RecordingId{}, opening).field == "recording_id");
}

TEST_CASE("an interview needs a block that is assessed by observing interviews") {
  World world;
  const auto* code = GENERATE("", "B2", "B5", "B6", "b1", "B1.A1");
  check_refused(refusal_after(world, [&](auto& opened) { opened.set_block_code(code); }), "block_code");
}

TEST_CASE("an interview needs a title that fits on a line") {
  World world;
  check_refused(refusal_after(world, [](auto& opened) { opened.clear_title(); }), "title");
  check_refused(refusal_after(world, [](auto& opened) { opened.set_title(std::string(201, 'x')); }), "title");
}

TEST_CASE("a channel or side that this server does not know is refused") {
  World world;
  check_refused(refusal_after(world, [](auto& opened) { opened.clear_channel(); }), "channel");
  check_refused(refusal_after(world, [](auto& opened) { opened.set_channel(static_cast<v1::Channel>(99)); }),
                "channel");
  const auto unknown_side = static_cast<v1::InterlocutorSide>(99);
  check_refused(refusal_after(world, [&](auto& opened) { opened.mutable_interlocutor()->set_side(unknown_side); }),
                "interlocutor.side");
}

TEST_CASE("the candidate must be an account of a candidate") {
  World world;
  check_refused(refusal_after(world, [](auto& opened) { opened.clear_candidate(); }), "candidate");
  check_refused(refusal_after(world, [](auto& opened) { opened.mutable_candidate()->set_login("nobody"); }),
                "candidate");
  check_refused(refusal_after(world, [](auto& opened) { opened.mutable_candidate()->set_login("alice"); }),
                "candidate");
  check_refused(refusal_after(world, [](auto& opened) { opened.mutable_candidate()->set_account_id("no UUID"); }),
                "candidate");
}

TEST_CASE("a missing account and one of another role are refused with the same words") {
  World world;
  const auto missing = refusal_after(world, [](auto& opened) { opened.mutable_candidate()->set_login("nobody"); });
  const auto other = refusal_after(world, [](auto& opened) { opened.mutable_candidate()->set_login("alice"); });
  CHECK(missing.message == other.message);
}

TEST_CASE("a role-player is optional, and must be an account of a role-player") {
  World world;
  v1::InterviewOpened opening = world.opening();
  opening.clear_role_player();
  CHECK(world.publish(world.odile, world.random.uuid(), body_of(opening)).has_value());
  check_refused(refusal_after(world, [](auto& opened) { opened.mutable_role_player()->set_login("denis"); }),
                "role_player");
}

TEST_CASE("one or two different assessors are accepted") {
  World world;
  v1::InterviewOpened opening = world.opening();
  opening.mutable_assessors()->RemoveLast();
  CHECK(world.publish(world.odile, world.random.uuid(), body_of(opening)).has_value());

  check_refused(refusal_after(world, [](auto& opened) { opened.clear_assessors(); }), "assessors");
  check_refused(refusal_after(world, [](auto& opened) { opened.add_assessors()->set_login("chantal"); }), "assessors");
  check_refused(refusal_after(world,
                              [&](auto& opened) {
                                opened.mutable_assessors(1)->set_account_id(world.alice.account_id.to_string());
                              }),
                "assessors[1]");
  check_refused(refusal_after(world,
                              [](auto& opened) {
                                opened.mutable_assessors(1)->clear_account_id();
                                opened.mutable_assessors(1)->set_login("odile");
                              }),
                "assessors[1]");
}

}  // namespace
}  // namespace regard::observer

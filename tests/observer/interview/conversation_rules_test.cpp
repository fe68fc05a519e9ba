#include "observer/interview/participants.hpp"

#include <catch2/catch.hpp>

#include "observer/interview/interview.hpp"
#include "observer/interview/limits.hpp"
#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.

TEST_CASE("a call runs: people join, speak, hold, resume, leave, and it is closed") {
  World world;
  const RecordingId call = world.open_interview();
  world.publish_accepted(world.platform, call, joined("interlocutor"));
  world.publish_accepted(world.platform, call, joined("candidate", world.denis.account_id.to_string()));
  world.publish_accepted(world.platform, call, turn("candidate"));
  world.publish_accepted(world.platform, call, hold("candidate"));
  world.publish_accepted(world.platform, call, resume("candidate"));
  world.publish_accepted(world.platform, call, note("Bruit de fond"));
  world.publish_accepted(world.platform, call, left("interlocutor"));
  world.publish_accepted(world.platform, call, closing());
  CHECK_FALSE(world.interview_of(call).is_live());
}

TEST_CASE("each kind of message occurs on its channels only") {
  World world;
  const auto channel = GENERATE(v1::CHANNEL_PHONE, v1::CHANNEL_CHAT, v1::CHANNEL_EMAIL, v1::CHANNEL_FACE_TO_FACE);
  const RecordingId interview = world.open_interview(channel);
  world.publish_accepted(world.platform, interview, joined("candidate"));
  const auto accepts = [&](const v1::EventBody& body) {
    const auto drafts = world.publish(world.platform, interview, body);
    if (!drafts) CHECK(drafts.error().code == RefusalCode::wrong_state);
    return drafts.has_value();
  };
  CHECK(accepts(turn("candidate")) == (channel == v1::CHANNEL_PHONE || channel == v1::CHANNEL_FACE_TO_FACE));
  CHECK(accepts(chat("candidate")) == (channel == v1::CHANNEL_CHAT));
  CHECK(accepts(email("candidate")) == (channel == v1::CHANNEL_EMAIL));
}

TEST_CASE("a participant with an account has the account's name, whatever was said") {
  World world;
  const auto room = world.open_interview(v1::CHANNEL_CHAT);
  v1::EventBody body = joined("candidate", world.denis.account_id.to_string());
  body.mutable_participant_joined()->set_name("Alice (évaluatrice)");
  world.publish_accepted(world.denis, room, body);
  CHECK(world.folded.back().body.participant_joined().name() == world.denis.name);
  v1::EventBody played = joined("interlocutor");
  played.mutable_participant_joined()->set_name("Mme Lefèvre");
  world.publish_accepted(world.platform, room, played);
  CHECK(world.folded.back().body.participant_joined().name() == "Mme Lefèvre");
}

TEST_CASE("a program that speaks for the candidate does not name them") {
  World world;
  const auto call = world.open_interview();
  v1::EventBody body = joined("candidate");
  body.mutable_participant_joined()->set_name("Claire Martin (évaluatrice)");
  world.publish_accepted(world.platform, call, body);
  CHECK(world.folded.back().body.participant_joined().name() == world.denis.name);
}

// By reflection: a kind that names its participant in a field of its own is not forgotten.
TEST_CASE("who speaks is known of every kind of event that says so") {
  const auto* bodies = v1::EventBody::descriptor();
  int count = 0;
  for (int i = 0; i < bodies->field_count(); ++i) {
    const auto* kind = bodies->field(i);
    const auto* participant = kind->message_type()->FindFieldByName("participant_id");
    if (participant == nullptr) continue;
    INFO(kind->name());
    v1::EventBody body;
    auto* event = v1::EventBody::GetReflection()->MutableMessage(&body, kind);
    event->GetReflection()->SetString(event, participant, "candidate");
    CHECK(participant_in(body) == kCandidateParticipant);
    ++count;
  }
  CHECK(count > 0);
}

TEST_CASE("a participant who has not joined neither speaks, holds nor leaves") {
  World world;
  const RecordingId call = world.open_interview();
  for (const auto& body : {turn("candidate"), hold("candidate"), resume("candidate"), left("candidate")}) {
    CHECK(world.refusal_of(world.platform, call, body).code == RefusalCode::wrong_state);
  }
  world.publish_accepted(world.platform, call, joined("candidate"));
  world.publish_accepted(world.platform, call, left("candidate"));
  CHECK(world.refusal_of(world.platform, call, turn("candidate")).code == RefusalCode::wrong_state);
}

TEST_CASE("joining, holding and resuming twice are refused") {
  World world;
  const RecordingId call = world.open_interview();
  world.publish_accepted(world.platform, call, joined("candidate"));
  CHECK(world.refusal_of(world.platform, call, joined("candidate")).code == RefusalCode::wrong_state);
  CHECK(world.refusal_of(world.platform, call, resume("candidate")).code == RefusalCode::wrong_state);
  world.publish_accepted(world.platform, call, hold("candidate"));
  CHECK(world.refusal_of(world.platform, call, hold("candidate")).code == RefusalCode::wrong_state);
  world.publish_accepted(world.platform, call, resume("candidate"));
  CHECK(world.refusal_of(world.platform, call, resume("candidate")).code == RefusalCode::wrong_state);
}

TEST_CASE("whoever leaves while holding is not holding when they come back") {
  World world;
  const RecordingId call = world.open_interview();
  for (const auto& body : {joined("candidate"), hold("candidate"), left("candidate"), joined("candidate")}) {
    world.publish_accepted(world.platform, call, body);
  }
  CHECK(world.refusal_of(world.platform, call, resume("candidate")).code == RefusalCode::wrong_state);
  world.publish_accepted(world.platform, call, hold("candidate"));
}

TEST_CASE("in a chat the candidate and the role-player speak for themselves only") {
  World world;
  const RecordingId room = world.open_interview(v1::CHANNEL_CHAT);
  world.publish_accepted(world.denis, room, joined("candidate", world.denis.account_id.to_string()));
  world.publish_accepted(world.renee, room, joined("interlocutor", world.renee.account_id.to_string()));
  world.publish_accepted(world.denis, room, chat("candidate"));
  world.publish_accepted(world.renee, room, chat("interlocutor"));

  const Refusal refusal = world.refusal_of(world.denis, room, chat("interlocutor"));
  CHECK(refusal.code == RefusalCode::not_allowed);
  CHECK(refusal.field == "body.chat_message.participant_id");
  CHECK(world.refusal_of(world.renee, room, chat("candidate")).code == RefusalCode::not_allowed);
  CHECK(world.refusal_of(world.renee, room, left("candidate")).code == RefusalCode::not_allowed);
}

TEST_CASE("a person joins under their own account") {
  World world;
  const RecordingId room = world.open_interview(v1::CHANNEL_CHAT);
  const std::string others = world.renee.account_id.to_string();
  for (const std::string& account : {std::string(), others, std::string("no UUID")}) {
    const Refusal refusal = world.refusal_of(world.denis, room, joined("candidate", account));
    CHECK(refusal.code == RefusalCode::invalid_field);
    CHECK(refusal.field == "body.participant_joined.account_id");
  }
}

TEST_CASE("an integration names the account that the interview names for the participant, or none") {
  World world;
  const RecordingId call = world.open_interview();
  const std::string denis = world.denis.account_id.to_string();
  CHECK(world.refusal_of(world.platform, call, joined("interlocutor", denis)).code == RefusalCode::invalid_field);
  CHECK(world.refusal_of(world.platform, call, joined("colleague", denis)).code == RefusalCode::invalid_field);
  world.publish_accepted(world.platform, call, joined("colleague"));
  world.publish_accepted(world.platform, call, joined("candidate", denis));
}

TEST_CASE("strangers to the interview learn no more than that there is no such recording") {
  World world;
  const RecordingId room = world.open_interview(v1::CHANNEL_CHAT);
  const Refusal unknown = world.refusal_of(world.denis, world.random.uuid(), chat("candidate"));
  CHECK(unknown.code == RefusalCode::unknown_recording);
  for (const Account* stranger : {&world.other_candidate, &world.other_role_player, &world.chantal}) {
    const Refusal refusal = world.refusal_of(*stranger, room, closing());
    CHECK(refusal.code == unknown.code);
    CHECK(refusal.message == unknown.message);
    CHECK(refusal.field == unknown.field);
  }
}

TEST_CASE("assessors, organisers and quality managers do not speak in the conversation") {
  World world;
  const RecordingId room = world.open_interview(v1::CHANNEL_CHAT);
  for (const Account* account : {&world.alice, &world.odile, &world.quentin}) {
    CHECK(world.refusal_of(*account, room, joined("candidate")).code == RefusalCode::not_allowed);
    CHECK(world.refusal_of(*account, room, chat("candidate")).code == RefusalCode::not_allowed);
  }
}

TEST_CASE("notes come from organisers and integrations") {
  World world;
  const RecordingId call = world.open_interview();
  world.publish_accepted(world.odile, call, note("Salle changée"));
  world.publish_accepted(world.platform, call, note("Ligne coupée"));
  for (const Account* account : {&world.alice, &world.denis, &world.renee, &world.quentin}) {
    CHECK(world.refusal_of(*account, call, note("x")).code == RefusalCode::not_allowed);
  }
  CHECK(world.refusal_of(world.odile, call, note(" ")).field == "body.note.text");
}

TEST_CASE("its assessors, organisers and integrations close an interview, quality managers do not") {
  World world;
  for (const Account* account : {&world.alice, &world.odile, &world.platform}) {
    world.publish_accepted(*account, world.open_interview(), closing());
  }
  CHECK(world.refusal_of(world.quentin, world.open_interview(), closing()).code == RefusalCode::not_allowed);
}

TEST_CASE("the candidate and the role-player close a chat, but no other interview") {
  World world;
  for (const Account* account : {&world.denis, &world.renee}) {
    world.publish_accepted(*account, world.open_interview(v1::CHANNEL_CHAT), closing());
    CHECK(world.refusal_of(*account, world.open_interview(), closing()).code == RefusalCode::not_allowed);
  }
}

TEST_CASE("a closed interview accepts nothing more in its conversation") {
  World world;
  const RecordingId call = world.open_interview();
  world.publish_accepted(world.platform, call, joined("candidate"));
  world.close_interview(call);
  for (const auto& body : {turn("candidate"), left("candidate"), note("x"), closing(), joined("interlocutor")}) {
    CHECK(world.refusal_of(world.platform, call, body).code == RefusalCode::wrong_state);
  }
}

TEST_CASE("texts are neither missing nor longer than their limit") {
  World world;
  const RecordingId room = world.open_interview(v1::CHANNEL_CHAT);
  world.publish_accepted(world.platform, room, joined("candidate"));
  const auto text_of_chars = [](std::size_t count) {
    std::string text;
    for (std::size_t index = 0; index < count; ++index) text += "é";
    return text;
  };
  world.publish_accepted(world.platform, room, chat("candidate", text_of_chars(limits::kMaxChatTextChars)));
  const auto too_long = chat("candidate", text_of_chars(limits::kMaxChatTextChars + 1));
  CHECK(world.refusal_of(world.platform, room, too_long).field == "body.chat_message.text");
  CHECK(world.refusal_of(world.platform, room, chat("candidate", "")).field == "body.chat_message.text");
  CHECK(world.refusal_of(world.platform, room, joined("")).field == "body.participant_joined.participant_id");
}

TEST_CASE("a turn lasts between nothing and an hour") {
  World world;
  const RecordingId call = world.open_interview();
  world.publish_accepted(world.platform, call, joined("candidate"));
  for (const std::int64_t duration_ms : {std::int64_t{-1}, limits::kMaxTurnMs + 1}) {
    auto body = turn("candidate");
    body.mutable_spoken_turn()->set_duration_ms(duration_ms);
    CHECK(world.refusal_of(world.platform, call, body).field == "body.spoken_turn.duration_ms");
  }
}

TEST_CASE("a turn begins, has parts and ends, and two speak at once") {
  World world;
  const RecordingId call = world.open_interview();
  for (const auto& body :
       {joined("candidate"), joined("interlocutor"), turn_start("candidate", "1"), turn_part("candidate", "1"),
        turn_start("interlocutor", "2"), turn_part("candidate", "1"), turn_part("interlocutor", "2"),
        turn_end("candidate", "1"), turn("candidate"), turn_end("interlocutor", "2")}) {
    world.publish_accepted(world.platform, call, body);
  }
  CHECK(world.interview_of(call).turns_under_way.empty());
}

struct Speaking : World {
  Speaking() {
    for (const auto& body : {joined("candidate"), joined("interlocutor"), turn_start("candidate", "1")}) {
      publish_accepted(platform, call, body);
    }
  }
  RefusalCode refused(const v1::EventBody& body) { return refusal_of(platform, call, body).code; }

  RecordingId call = open_interview();
};

TEST_CASE_METHOD(Speaking, "only a turn that goes on, of the same participant, goes on and ends") {
  for (const auto& body : {turn_part("candidate", "2"), turn_end("candidate", "2"), turn_part("interlocutor", "1"),
                           turn_end("interlocutor", "1")}) {
    CHECK(refused(body) == RefusalCode::wrong_state);
  }
  publish_accepted(platform, call, turn_end("candidate", "1"));
  CHECK(refused(turn_part("candidate", "1")) == RefusalCode::wrong_state);
  CHECK(refused(turn_end("candidate", "1")) == RefusalCode::wrong_state);
}

TEST_CASE_METHOD(Speaking, "a turn that goes on has its id for itself") {
  CHECK(refused(turn_start("interlocutor", "1")) == RefusalCode::wrong_state);
  CHECK(refused(turn_start("candidate", "1")) == RefusalCode::wrong_state);
}

TEST_CASE_METHOD(Speaking, "a turn is broken off by the next one of the same participant, and by their leaving") {
  publish_accepted(platform, call, turn_start("interlocutor", "a"));
  publish_accepted(platform, call, turn_start("candidate", "2"));
  CHECK(refused(turn_end("candidate", "1")) == RefusalCode::wrong_state);
  publish_accepted(platform, call, left("candidate"));
  publish_accepted(platform, call, joined("candidate"));
  CHECK(refused(turn_part("candidate", "2")) == RefusalCode::wrong_state);
  publish_accepted(platform, call, turn_end("interlocutor", "a"));
}

TEST_CASE_METHOD(Speaking, "the parts of a turn hold no more than a turn does") {
  const std::string half(limits::kMaxTurnTextChars / 2, 'a');
  publish_accepted(platform, call, turn_part("candidate", "1", half));
  publish_accepted(platform, call, turn_part("candidate", "1", half));
  CHECK(refused(turn_part("candidate", "1", "é")) == RefusalCode::limit_reached);
  CHECK(refused(turn_part("candidate", "1", "")) == RefusalCode::invalid_field);
  publish_accepted(platform, call, turn_end("candidate", "1"));
  publish_accepted(platform, call, turn_start("candidate", "1"));
  publish_accepted(platform, call, turn_part("candidate", "1", half));
}

TEST_CASE_METHOD(Speaking, "a turn's id is there and short, and its parts occur where people speak") {
  const std::string too_long(limits::kMaxTurnIdChars + 1, 'a');
  for (const std::string& id : {std::string(), too_long}) {
    CHECK(refusal_of(platform, call, turn_start("candidate", id)).field == "body.turn_started.turn_id");
    CHECK(refusal_of(platform, call, turn_part("candidate", id)).field == "body.turn_part.turn_id");
  }
  const RecordingId room = open_interview(v1::CHANNEL_CHAT);
  publish_accepted(platform, room, joined("candidate"));
  for (const auto& body : {turn_start("candidate", "1"), turn_part("candidate", "1")}) {
    CHECK(refusal_of(platform, room, body).code == RefusalCode::wrong_state);
  }
}

TEST_CASE("an e-mail's identifiers have no angle brackets, and its recipients are bounded") {
  World world;
  const RecordingId thread = world.open_interview(v1::CHANNEL_EMAIL);
  auto body = email("interlocutor");
  world.publish_accepted(world.platform, thread, body);
  body.mutable_email_message()->set_in_reply_to("<1@mutuelle.example>");
  CHECK(world.refusal_of(world.platform, thread, body).field == "body.email_message.in_reply_to");

  auto to_many = email("interlocutor");
  for (int count = 0; count < limits::kMaxEmailRecipients; ++count)
    to_many.mutable_email_message()->add_to("a@b.example");
  CHECK(world.refusal_of(world.platform, thread, to_many).field == "body.email_message.to");
}

TEST_CASE("the number of participants is bounded") {
  World world;
  const RecordingId call = world.open_interview();
  for (std::size_t count = 0; count < limits::kMaxParticipants; ++count) {
    world.publish_accepted(world.platform, call, joined("p" + std::to_string(count)));
  }
  CHECK(world.refusal_of(world.platform, call, joined("one more")).code == RefusalCode::limit_reached);
}

}  // namespace
}  // namespace regard::observer

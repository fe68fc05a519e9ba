#include "gateway/simulator/scenario_steps.hpp"

#include <algorithm>

#include "gateway/simulator/limits.hpp"
#include "gateway/simulator/pace.hpp"
#include "gateway/simulator/scenario_reader.hpp"

namespace regard::simulator {
namespace {

// The server's own limits; repeated here so that a scenario fails when it is read, not when it is played.
constexpr std::size_t kTurnMaxCharacters = 8000;
constexpr std::size_t kChatMaxCharacters = 4000;
constexpr std::size_t kEmailMaxCharacters = 60'000;
constexpr std::size_t kLineMaxCharacters = 200;
constexpr std::size_t kNoteMaxCharacters = 2000;

std::string participant(const MappingReader& step, const char* key) {
  return step.choice(key, {kCandidateId, kInterlocutorId}) == 0 ? kCandidateId : kInterlocutorId;
}

bool is_spoken(v1::Channel channel) { return channel == v1::CHANNEL_PHONE || channel == v1::CHANNEL_FACE_TO_FACE; }

void read_turn(const MappingReader& reader, const char* speaker, Step& step) {
  reader.allow_only({speaker, "after_s", "duration_s"});
  const std::string text = reader.text(speaker, kTurnMaxCharacters);
  const double estimate_s = static_cast<double>(character_count(text)) / pace::kSpokenCharactersPerS;
  step.pause_s = pace::kPauseBetweenTurnsS;
  step.duration_s = reader.seconds("duration_s").value_or(std::max(pace::kShortestTurnS, estimate_s));
  step.body.mutable_spoken_turn()->set_participant_id(speaker);
  step.body.mutable_spoken_turn()->set_text(text);
}

void read_chat_message(const MappingReader& reader, const char* writer, Step& step) {
  reader.allow_only({writer, "after_s"});
  const std::string text = reader.text(writer, kChatMaxCharacters);
  step.pause_s = pace::kPauseBetweenMessagesS + static_cast<double>(character_count(text)) / pace::kTypedCharactersPerS;
  step.body.mutable_chat_message()->set_participant_id(writer);
  step.body.mutable_chat_message()->set_text(text);
}

void read_words(const MappingReader& reader, const char* author, v1::Channel channel, Step& step) {
  if (is_spoken(channel)) {
    read_turn(reader, author, step);
  } else if (channel == v1::CHANNEL_CHAT) {
    read_chat_message(reader, author, step);
  } else {
    throw ScenarioFault(reader.line(),
                        "an e-mail interview has no spoken turns: write \"- email: " + std::string(author) + "\"");
  }
}

void read_email(const MappingReader& reader, v1::Channel channel, Step& step) {
  if (channel != v1::CHANNEL_EMAIL) throw ScenarioFault(reader.line(), "an e-mail does not belong on this channel");
  reader.allow_only({"email", "after_s", "message_id", "in_reply_to", "from", "to", "cc", "subject", "text"});
  step.pause_s = pace::kPauseBetweenEmailsS;
  auto& email = *step.body.mutable_email_message();
  email.set_participant_id(participant(reader, "email"));
  email.set_message_id(reader.text("message_id", kLineMaxCharacters));
  email.set_in_reply_to(reader.text_or_empty("in_reply_to", kLineMaxCharacters));
  email.set_from(reader.text("from", kLineMaxCharacters));
  for (const auto& to : reader.texts("to", kLineMaxCharacters)) email.add_to(to);
  if (reader.has("cc")) {
    for (const auto& cc : reader.texts("cc", kLineMaxCharacters)) email.add_cc(cc);
  }
  email.set_subject(reader.text("subject", kLineMaxCharacters));
  email.set_text(reader.text("text", kEmailMaxCharacters));
}

void read_hold(const MappingReader& reader, v1::Channel channel, Step& step) {
  if (!is_spoken(channel)) throw ScenarioFault(reader.line(), "only a spoken interview can be put on hold");
  reader.allow_only({"hold", "after_s", "reason"});
  step.body.mutable_hold()->set_participant_id(participant(reader, "hold"));
  step.body.mutable_hold()->set_reason(reader.text_or_empty("reason", kLineMaxCharacters));
}

void read_resume(const MappingReader& reader, Step& step) {
  reader.allow_only({"resume", "after_s"});
  step.pause_s = pace::kHoldLengthS;
  step.body.mutable_resume()->set_participant_id(participant(reader, "resume"));
}

void read_join(const MappingReader& reader, Step& step) {
  reader.allow_only({"join", "after_s"});
  step.body.mutable_participant_joined()->set_participant_id(participant(reader, "join"));
}

void read_leave(const MappingReader& reader, Step& step) {
  reader.allow_only({"leave", "after_s", "reason"});
  step.body.mutable_participant_left()->set_participant_id(participant(reader, "leave"));
  step.body.mutable_participant_left()->set_reason(reader.text_or_empty("reason", kLineMaxCharacters));
}

void read_note(const MappingReader& reader, Step& step) {
  reader.allow_only({"note", "after_s"});
  step.body.mutable_note()->set_text(reader.text("note", kNoteMaxCharacters));
}

void read_kind(const MappingReader& reader, v1::Channel channel, Step& step) {
  if (reader.has(kCandidateId)) return read_words(reader, kCandidateId, channel, step);
  if (reader.has(kInterlocutorId)) return read_words(reader, kInterlocutorId, channel, step);
  if (reader.has("email")) return read_email(reader, channel, step);
  if (reader.has("hold")) return read_hold(reader, channel, step);
  if (reader.has("resume")) return read_resume(reader, step);
  if (reader.has("note")) return read_note(reader, step);
  if (reader.has("join")) return read_join(reader, step);
  if (reader.has("leave")) return read_leave(reader, step);
  throw ScenarioFault(reader.line(),
                      "a step needs one of: candidate, interlocutor, email, hold, resume, note, join, leave");
}

Step read_step(const YAML::Node& node, v1::Channel channel) {
  const MappingReader reader(node, "the step");
  Step step;
  step.line = reader.line();
  step.pause_s = pace::kPauseBeforeAnythingElseS;
  read_kind(reader, channel, step);
  step.pause_s = reader.seconds("after_s").value_or(step.pause_s);
  return step;
}

}  // namespace

std::vector<Step> read_steps(const YAML::Node& list, v1::Channel channel) {
  if (!list.IsSequence() || list.size() == 0) throw ScenarioFault(line_of(list), "\"steps\" must be a list of steps");
  if (list.size() > limits::kScenarioStepsMax) {
    throw ScenarioFault(line_of(list), "more than " + std::to_string(limits::kScenarioStepsMax) + " steps");
  }
  std::vector<Step> steps;
  for (const auto& node : list) steps.push_back(read_step(node, channel));
  return steps;
}

}  // namespace regard::simulator

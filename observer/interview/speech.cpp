#include "observer/interview/speech.hpp"

#include <algorithm>

#include "observer/interview/interview.hpp"
#include "observer/interview/limits.hpp"
#include "observer/interview/messages.hpp"
#include "observer/interview/participants.hpp"

namespace regard::observer {
namespace {

MaybeRefusal check_speaker(const Attempt& attempt, const std::string& participant_id) {
  const v1::Channel channel = attempt.interview.opened.channel();
  const bool is_voice = channel == v1::CHANNEL_PHONE || channel == v1::CHANNEL_FACE_TO_FACE;
  if (auto refusal = check_channel(attempt, is_voice)) return refusal;
  return check_present(attempt, participant_id);
}

// The participant's turn of that name; end() when it does not go on.
auto find_turn(auto& interview, const auto& body) {
  const auto found = interview.turns_under_way.find(body.participant_id());
  const bool is_named = found != interview.turns_under_way.end() && found->second.turn_id == body.turn_id();
  return is_named ? found : interview.turns_under_way.end();
}

// Where something was erased the turn's beginning may have been.
MaybeRefusal check_under_way(const Interview& interview, const auto& body) {
  if (auto refusal = check_required_line(body.turn_id(), limits::kMaxTurnIdChars, "turn_id")) return refusal;
  if (interview.is_incomplete || find_turn(interview, body) != interview.turns_under_way.end()) return std::nullopt;
  return wrong_state("no turn \"" + body.turn_id() + "\" of the participant \"" + body.participant_id() +
                     "\" goes on: it has not begun, was broken off, or has ended");
}

}  // namespace

MaybeRefusal check_turn_started(const Attempt& attempt) {
  const v1::TurnStarted& turn = attempt.body.turn_started();
  if (auto refusal = check_speaker(attempt, turn.participant_id())) return refusal;
  if (auto refusal = check_required_line(turn.turn_id(), limits::kMaxTurnIdChars, "turn_id")) return refusal;
  const bool is_taken = std::ranges::any_of(attempt.interview.turns_under_way, [&](const auto& under_way) {
    return under_way.second.turn_id == turn.turn_id();
  });
  if (!is_taken) return std::nullopt;
  return wrong_state("a turn \"" + turn.turn_id() + "\" goes on already: another turn has another id");
}

bool fold_turn_started(const Happening& happening) {
  if (happening.body != nullptr) {
    const v1::TurnStarted& turn = happening.body->turn_started();
    happening.interview.turns_under_way.insert_or_assign(turn.participant_id(), TurnUnderWay{turn.turn_id()});
  }
  return fold_message(happening);
}

MaybeRefusal check_turn_part(const Attempt& attempt) {
  const v1::TurnPart& part = attempt.body.turn_part();
  const Interview& interview = attempt.interview;
  if (auto refusal = check_speaker(attempt, part.participant_id())) return refusal;
  if (auto refusal = check_required_text(part.text(), limits::kMaxTurnTextChars, "text")) return refusal;
  if (auto refusal = check_under_way(interview, part)) return refusal;
  const auto turn = find_turn(interview, part);
  const std::size_t so_far_chars = turn == interview.turns_under_way.end() ? 0 : turn->second.length_chars;
  if (so_far_chars + length_chars(part.text()) <= limits::kMaxTurnTextChars) return std::nullopt;
  return limit_reached("the parts of a turn have at most " + std::to_string(limits::kMaxTurnTextChars) +
                       " characters together");
}

bool fold_turn_part(const Happening& happening) {
  if (happening.body == nullptr) return true;
  const v1::TurnPart& part = happening.body->turn_part();
  Interview& interview = happening.interview;
  const auto turn = find_turn(interview, part);
  if (turn == interview.turns_under_way.end()) return interview.is_incomplete;
  turn->second.length_chars += length_chars(part.text());
  return true;
}

MaybeRefusal check_spoken_turn(const Attempt& attempt) {
  const v1::SpokenTurn& turn = attempt.body.spoken_turn();
  if (auto refusal = check_speaker(attempt, turn.participant_id())) return refusal;
  if (!turn.turn_id().empty()) {
    if (auto refusal = check_under_way(attempt.interview, turn)) return refusal;
  }
  if (turn.duration_ms() < 0 || turn.duration_ms() > limits::kMaxTurnMs) {
    return invalid_field("duration_ms", "not between 0 and " + std::to_string(limits::kMaxTurnMs) + " milliseconds");
  }
  return check_required_text(turn.text(), limits::kMaxTurnTextChars, "text");
}

bool fold_spoken_turn(const Happening& happening) {
  if (happening.body == nullptr || happening.body->spoken_turn().turn_id().empty()) return fold_message(happening);
  Interview& interview = happening.interview;
  const auto turn = find_turn(interview, happening.body->spoken_turn());
  // Without its beginning, which was erased, it is known from here on.
  if (turn == interview.turns_under_way.end()) return interview.is_incomplete && fold_message(happening);
  interview.turns_under_way.erase(turn);
  return true;
}

MaybeRefusal check_note(const Attempt& attempt) {
  return check_required_text(attempt.body.note().text(), limits::kMaxRemarkChars, "text");
}

bool fold_note(const Happening& /*happening*/) { return true; }

}  // namespace regard::observer

#include "observer/interview/speech.hpp"

#include "observer/interview/interview.hpp"
#include "observer/interview/limits.hpp"
#include "observer/interview/participants.hpp"

namespace regard::observer {

MaybeRefusal check_spoken_turn(const Attempt& attempt) {
  const v1::SpokenTurn& turn = attempt.body.spoken_turn();
  const v1::Channel channel = attempt.interview.opened.channel();
  const bool is_voice = channel == v1::CHANNEL_PHONE || channel == v1::CHANNEL_FACE_TO_FACE;
  if (auto refusal = check_channel(attempt, is_voice)) return refusal;
  if (auto refusal = check_present(attempt, turn.participant_id())) return refusal;
  if (turn.duration_ms() < 0 || turn.duration_ms() > limits::kMaxTurnMs) {
    return invalid_field("duration_ms", "not between 0 and " + std::to_string(limits::kMaxTurnMs) + " milliseconds");
  }
  return check_required_text(turn.text(), limits::kMaxTurnTextChars, "text");
}

MaybeRefusal check_note(const Attempt& attempt) {
  return check_required_text(attempt.body.note().text(), limits::kMaxRemarkChars, "text");
}

bool fold_note(const Happening& /*happening*/) { return true; }

}  // namespace regard::observer

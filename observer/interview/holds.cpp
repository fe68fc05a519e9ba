#include "observer/interview/holds.hpp"

#include "observer/interview/interview.hpp"
#include "observer/interview/limits.hpp"
#include "observer/interview/participants.hpp"

namespace regard::observer {

MaybeRefusal check_hold(const Attempt& attempt) {
  const v1::Hold& hold = attempt.body.hold();
  if (auto refusal = check_present(attempt, hold.participant_id())) return refusal;
  if (attempt.interview.holding_participants.contains(hold.participant_id())) {
    return wrong_state("the participant \"" + hold.participant_id() + "\" is holding already");
  }
  return check_line(hold.reason(), limits::kMaxReasonChars, "reason");
}

bool fold_hold(const Happening& happening) {
  if (happening.body == nullptr) return true;
  Interview& interview = happening.interview;
  const bool is_new = interview.holding_participants.insert(happening.body->hold().participant_id()).second;
  return is_new || interview.is_incomplete;
}

MaybeRefusal check_resume(const Attempt& attempt) {
  const v1::Resume& resume = attempt.body.resume();
  if (auto refusal = check_present(attempt, resume.participant_id())) return refusal;
  const Interview& interview = attempt.interview;
  if (interview.holding_participants.contains(resume.participant_id()) || interview.is_incomplete) return std::nullopt;
  return wrong_state("the participant \"" + resume.participant_id() + "\" is not holding");
}

bool fold_resume(const Happening& happening) {
  if (happening.body == nullptr) return true;
  Interview& interview = happening.interview;
  const bool was_holding = interview.holding_participants.erase(happening.body->resume().participant_id()) == 1;
  return was_holding || interview.is_incomplete;
}

}  // namespace regard::observer

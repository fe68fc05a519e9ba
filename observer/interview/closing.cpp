#include "observer/interview/closing.hpp"

#include "observer/interview/interview.hpp"
#include "observer/interview/limits.hpp"
#include "observer/interview/participants.hpp"

namespace regard::observer {

MaybeRefusal check_interview_closed(const Attempt& attempt) {
  const bool is_speaker = !own_participant(attempt.author.role).empty();
  if (is_speaker && attempt.interview.opened.channel() != v1::CHANNEL_CHAT) {
    return not_allowed(v1::Role_Name(attempt.author.role) + " may close a chat only");
  }
  return check_line(attempt.body.interview_closed().reason(), limits::kMaxReasonChars, "reason");
}

bool fold_interview_closed(const Happening& happening) {
  happening.interview.closed_mono_ns = happening.header.server_mono_ns;
  happening.interview.closed_sequence = happening.header.sequence;
  return true;
}

MaybeRefusal check_seal_lifted(const Attempt& attempt) {
  return check_required_line(attempt.body.seal_lifted().reason(), limits::kMaxReasonChars, "reason");
}

bool fold_seal_lifted(const Happening& /*happening*/) { return true; }

}  // namespace regard::observer

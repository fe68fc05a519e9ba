#pragma once

#include <string_view>

#include "observer/event.hpp"
#include "observer/field_checks.hpp"
#include "observer/interview/interview.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {

// The participant_id under which the candidate and the other side appear in an interview.
inline constexpr std::string_view kCandidateParticipant = "candidate";
inline constexpr std::string_view kInterlocutorParticipant = "interlocutor";

// Refuses what does not fit the interview's channel or present state, or what the author may not say for that
// participant. Requires: the author may read the conversation, and the role may publish the kind
// (publishing_rules.hpp).
[[nodiscard]] MaybeRefusal check_conversation_event(const Interview& interview, const Author& author,
                                                    const v1::EventBody& body);

}  // namespace regard::observer

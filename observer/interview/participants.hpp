#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

// Who takes part in a conversation: participant_joined, participant_left.
namespace regard::observer {

// The participant_id under which the candidate and the other side appear in an interview.
inline constexpr std::string_view kCandidateParticipant = "candidate";
inline constexpr std::string_view kInterlocutorParticipant = "interlocutor";

// The participant that somebody of this role speaks for; empty for a program, which speaks for everybody.
[[nodiscard]] std::string_view own_participant(v1::Role role);

// The participant_id in a body; empty when it is nobody's.
[[nodiscard]] std::string_view participant_in(const v1::EventBody& body);

// Refuses a participant that the author may not speak for.
[[nodiscard]] MaybeRefusal check_participant(const Attempt& attempt, const std::string& participant_id);
// The same, and refuses one who has not joined.
[[nodiscard]] MaybeRefusal check_present(const Attempt& attempt, const std::string& participant_id);

[[nodiscard]] MaybeRefusal check_participant_joined(const Attempt& attempt);
// With the name of the participant's account; nothing when it is not known that they have one. Requires: the body was
// checked.
[[nodiscard]] std::optional<v1::EventBody> complete_participant_joined(const Interview& interview,
                                                                       const v1::EventBody& body);
// Leaves what its author decides: the same of what was brought and of what was completed.
void take_completion_out(v1::ParticipantJoined& joined);
[[nodiscard]] bool fold_participant_joined(const Happening& happening);
[[nodiscard]] MaybeRefusal check_participant_left(const Attempt& attempt);
[[nodiscard]] bool fold_participant_left(const Happening& happening);

}  // namespace regard::observer

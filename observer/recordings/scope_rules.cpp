#include "observer/recordings/scope_rules.hpp"

#include <algorithm>

#include "observer/access/access_rules.hpp"
#include "observer/field_checks.hpp"
#include "observer/interview/participants.hpp"
#include "observer/recordings/recordings.hpp"

namespace regard::observer {

MaybeRefusal check_scope(const Account& account, const Seats* seats, const v1::EventBody& body) {
  if (!account.scope) return std::nullopt;
  if (seats != nullptr && !may_read_conversation(*seats, reader_of(account))) return unknown_recording();
  const std::string kind = kind_name(body.kind_case());
  const auto& kinds = account.scope->kinds;
  if (!kinds.empty() && std::ranges::find(kinds, kind) == kinds.end()) {
    return not_allowed("this token may not publish " + kind);
  }
  if (!account.scope->speaks_for_candidate && participant_in(body) == kCandidateParticipant) {
    return not_allowed("this token may not speak for the candidate, who is a real person");
  }
  return std::nullopt;
}

}  // namespace regard::observer

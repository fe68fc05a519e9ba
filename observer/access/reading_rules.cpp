#include "observer/access/reading_rules.hpp"

namespace regard::observer {

bool may_read_conversation(const Interview& interview, AccountId account_id, v1::Role role) {
  switch (role) {
    case v1::ROLE_ORGANISER:
    case v1::ROLE_QUALITY_MANAGER:
    case v1::ROLE_INTEGRATION:
      return true;
    case v1::ROLE_ASSESSOR:
      return interview.is_assessor(account_id);
    case v1::ROLE_CANDIDATE:
      return interview.is_candidate(account_id);
    case v1::ROLE_ROLE_PLAYER:
      return interview.is_role_player(account_id);
    default:
      return false;
  }
}

bool may_read_marking(const Interview& interview, const Marking& marking, AccountId account_id, v1::Role role) {
  if (role == v1::ROLE_ASSESSOR && marking.assessor_id == account_id) return true;
  if (interview.is_sealed()) return false;
  if (role == v1::ROLE_ASSESSOR) return interview.is_assessor(account_id);
  return role == v1::ROLE_QUALITY_MANAGER || role == v1::ROLE_ORGANISER;
}

}  // namespace regard::observer

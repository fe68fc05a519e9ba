#include "observer/access/access_rules.hpp"

namespace regard::observer {

bool may_read_conversation(const Seats& seats, Reader reader) {
  if (sees_every_interview(reader)) return true;
  if (reader.role == v1::ROLE_INTEGRATION) return seats.is_integration(reader.account_id);
  if (reader.role == v1::ROLE_ASSESSOR) return seats.is_assessor(reader.account_id);
  if (reader.role == v1::ROLE_CANDIDATE) return seats.is_candidate(reader.account_id);
  return reader.role == v1::ROLE_ROLE_PLAYER && seats.is_role_player(reader.account_id);
}

bool may_read_marking(const Seats& seats, bool is_sealed, AccountId assessor_id, Reader reader) {
  const bool is_own = !assessor_id.is_nil() && assessor_id == reader.account_id;
  if (reader.role == v1::ROLE_ASSESSOR && is_own) return true;
  if (is_sealed) return false;
  if (reader.role == v1::ROLE_ASSESSOR) return seats.is_assessor(reader.account_id);
  return reader.role == v1::ROLE_QUALITY_MANAGER || reader.role == v1::ROLE_ORGANISER;
}

bool may_know_who_has_finished(Reader reader) {
  return reader.role == v1::ROLE_ORGANISER || reader.role == v1::ROLE_QUALITY_MANAGER;
}

bool may_read_brief(const Seats& seats, Reader reader) {
  if (reader.role == v1::ROLE_ORGANISER || reader.role == v1::ROLE_QUALITY_MANAGER) return true;
  if (reader.role == v1::ROLE_ASSESSOR) return seats.is_assessor(reader.account_id);
  return reader.role == v1::ROLE_ROLE_PLAYER && seats.is_role_player(reader.account_id);
}

bool may_signal(const Seats& seats, Reader reader) {
  return seats.is_candidate(reader.account_id) || seats.is_role_player(reader.account_id);
}

bool may_see_people(v1::Role role) {
  return role == v1::ROLE_ASSESSOR || role == v1::ROLE_ORGANISER || role == v1::ROLE_INTEGRATION;
}

bool sees_every_interview(Reader reader) {
  if (reader.role == v1::ROLE_INTEGRATION) return !reader.sees_own_alone;
  return reader.role == v1::ROLE_ORGANISER || reader.role == v1::ROLE_QUALITY_MANAGER;
}

}  // namespace regard::observer

#include "observer/access/seats.hpp"

#include <algorithm>

#include "regard/v1/interview.pb.h"

namespace regard::observer {
namespace {

AccountId id_of(const v1::Person& person) { return Uuid::parse(person.account_id()).value_or(Uuid{}); }

}  // namespace

bool Seats::is_assessor(AccountId account) const {
  return !account.is_nil() && std::ranges::find(assessors, account) != assessors.end();
}

Seats seats_in(const v1::InterviewOpened& opened) {
  Seats seats{id_of(opened.candidate()), id_of(opened.role_player()), {}};
  for (const v1::Person& assessor : opened.assessors()) seats.assessors.push_back(id_of(assessor));
  return seats;
}

}  // namespace regard::observer

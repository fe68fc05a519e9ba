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

std::set<AccountId> accounts_in(const Seats& seats) {
  std::set<AccountId> accounts{seats.candidate, seats.role_player, seats.integration};
  accounts.insert(seats.assessors.begin(), seats.assessors.end());
  accounts.erase(AccountId{});
  return accounts;
}

Seats seats_in(const v1::InterviewOpened& opened, const Author& author) {
  Seats seats{.candidate = id_of(opened.candidate()), .role_player = id_of(opened.role_player())};
  for (const v1::Person& assessor : opened.assessors()) seats.assessors.push_back(id_of(assessor));
  if (author.role == v1::ROLE_INTEGRATION) seats.integration = author.account_id;
  return seats;
}

}  // namespace regard::observer

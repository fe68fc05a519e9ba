#include "observer/recording/room.hpp"

#include "observer/recording/limits.hpp"

namespace regard::observer {

bool Room::is_left_for(const Account& account) const {
  if (!all_.is_below(limits::kMaxPending)) return false;
  const auto found = by_account_.find(account.account_id);
  return found == by_account_.end() || found->second.pending.is_below(found->second.limit);
}

void Room::take(const Author& author, std::size_t bytes) {
  const bool is_program = author.role == v1::ROLE_INTEGRATION;
  Use& use = by_account_[author.account_id];
  use.limit = is_program ? limits::kMaxPendingOfAProgram : limits::kMaxPendingOfAPerson;
  use.pending.add({1, bytes});
  all_.add({1, bytes});
}

Room::Freed Room::give_back(const PendingByAccount& shares) {
  Freed freed;
  const bool was_full = !all_.is_below(limits::kMaxPending);
  for (const auto& [account_id, share] : shares) {
    const auto found = by_account_.find(account_id);
    Use& use = found->second;
    const bool had_room = use.pending.is_below(use.limit);
    use.pending.subtract(share);
    all_.subtract(share);
    if (!had_room && use.pending.is_below(use.limit)) freed.accounts.push_back(account_id);
    if (use.pending.events == 0) by_account_.erase(found);
  }
  freed.for_everybody = was_full && all_.is_below(limits::kMaxPending);
  return freed;
}

}  // namespace regard::observer

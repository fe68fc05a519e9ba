#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/event.hpp"
#include "observer/recording/pending.hpp"

namespace regard::observer {

// What waits for the disk, by account.
using PendingByAccount = std::unordered_map<AccountId, Pending>;

// How much waits for the disk, over all and for each account, and who may bring more: see limits::kMaxPending. Thread:
// the owner's.
class Room {
 public:
  [[nodiscard]] bool is_left_for(const Account& account) const;
  void take(const Author& author, std::size_t bytes);

  // Who may bring more again, and might not before.
  struct Freed {
    bool for_everybody = false;
    std::vector<AccountId> accounts;
  };
  [[nodiscard]] Freed give_back(const PendingByAccount& shares);

  [[nodiscard]] bool is_empty() const { return all_.events == 0; }

 private:
  struct Use {
    Pending pending;
    Pending limit;
  };

  Pending all_;
  // Only those of whom something waits.
  std::unordered_map<AccountId, Use> by_account_;
};

}  // namespace regard::observer

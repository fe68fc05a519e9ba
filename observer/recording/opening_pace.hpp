#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "observer/accounts/account.hpp"

namespace regard::observer {

// How fast one account opens interviews: each stands in everybody's list for ever. Times on the trusted clock, handed
// in. Thread: the owner's.
class OpeningPace {
 public:
  // Whether the account may open one more now; counts it if so.
  [[nodiscard]] bool take(const Account& account, std::int64_t now_mono_ns);

 private:
  struct Minute {
    std::int64_t begin_mono_ns = 0;
    std::size_t opened = 0;
  };
  // As many as there are accounts that open interviews.
  std::unordered_map<AccountId, Minute> minutes_;
};

}  // namespace regard::observer

#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>

#include "observer/accounts/account.hpp"

namespace regard::gateway {

// How many requests of each account are being answered. Thread: the gateway's.
class RequestsInFlight {
 public:
  // Counts one more as long as what is returned lives; null when the account has as many as it may: see
  // limits::kMaxRequestsAPerson.
  [[nodiscard]] std::shared_ptr<void> begin(const observer::Account& account);
  [[nodiscard]] std::size_t account_count() const { return counts_->size(); }

 private:
  using Counts = std::unordered_map<observer::AccountId, std::size_t>;
  // A request may outlive the router: its connection does.
  std::shared_ptr<Counts> counts_ = std::make_shared<Counts>();
};

}  // namespace regard::gateway

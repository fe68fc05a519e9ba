#include "gateway/http/requests_in_flight.hpp"

#include "gateway/http/limits.hpp"

namespace regard::gateway {

std::shared_ptr<void> RequestsInFlight::begin(const observer::Account& account) {
  const bool is_program = account.role == v1::ROLE_INTEGRATION;
  std::size_t& count = (*counts_)[account.account_id];
  if (count >= (is_program ? limits::kMaxRequestsAProgram : limits::kMaxRequestsAPerson)) return nullptr;
  ++count;
  return {&count, [counts = counts_, account_id = account.account_id](void*) {
            const auto found = counts->find(account_id);
            if (--found->second == 0) counts->erase(found);
          }};
}

}  // namespace regard::gateway

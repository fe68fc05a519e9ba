#include "gateway/live/account_use.hpp"

#include "gateway/live/limits.hpp"

namespace regard::gateway {

const Allowance& allowance_of(v1::Role role) {
  static constexpr Allowance kPerson{limits::kMaxConnectionsAPerson, limits::kMaxFramesASecondAPerson,
                                     limits::kMaxBytesASecondAPerson};
  static constexpr Allowance kProgram{limits::kMaxConnectionsAProgram, limits::kMaxFramesASecondAProgram,
                                      limits::kMaxBytesASecondAProgram};
  return role == v1::ROLE_INTEGRATION ? kProgram : kPerson;
}

AccountUse::AccountUse(const Allowance& allowance, std::shared_ptr<ConnectionCount> whole)
    : max_connections_(allowance.connections),
      connections_(std::move(whole)),
      frames_(allowance.frames_a_second, std::chrono::seconds(1)),
      bytes_(allowance.bytes_a_second, std::chrono::seconds(1)) {}

}  // namespace regard::gateway

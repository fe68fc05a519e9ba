#include "observer/recording/opening_pace.hpp"

#include "observer/recording/limits.hpp"

namespace regard::observer {

bool OpeningPace::take(const Account& account, std::int64_t now_mono_ns) {
  const bool is_program = account.role == v1::ROLE_INTEGRATION;
  Minute& minute = minutes_[account.account_id];
  constexpr std::int64_t kMinuteNs = 60LL * 1'000'000'000;
  if (now_mono_ns - minute.begin_mono_ns >= kMinuteNs) minute = {now_mono_ns, 0};
  if (minute.opened >= (is_program ? limits::kMaxOpeningsAMinuteAProgram : limits::kMaxOpeningsAMinuteAPerson)) {
    return false;
  }
  ++minute.opened;
  return true;
}

}  // namespace regard::observer

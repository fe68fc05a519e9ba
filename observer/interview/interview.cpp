#include "observer/interview/interview.hpp"

namespace regard::observer {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

}  // namespace

std::optional<std::int64_t> Interview::length_ms() const {
  if (is_live()) return std::nullopt;
  return (closed_mono_ns - opened_mono_ns + kNsPerMs - 1) / kNsPerMs;
}

MaybeRefusal check_channel(const Attempt& attempt, bool fits) {
  if (fits || attempt.interview.opening_is_erased) return std::nullopt;
  return wrong_state(kind_name(attempt.body.kind_case()) + " does not occur on " +
                     v1::Channel_Name(attempt.interview.opened.channel()));
}

}  // namespace regard::observer

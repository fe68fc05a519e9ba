#pragma once

#include <cstddef>

// Every bound of taking in and delivering events, each with its reason.
namespace regard::observer::limits {

// A producer's own name for an event. The longest in sight is an e-mail's Message-ID, which fits on one line of RFC 5322
// (2.1.1).
inline constexpr std::size_t kMaxExternalIdBytes = 998;

}  // namespace regard::observer::limits

#pragma once

#include <cstddef>
#include <cstdint>

// How much one marking may hold, each bound with its reason.
namespace regard::observer::limits {

// Ten times what a zealous assessor marks in an hour-long interview. Bounds the memory that one marking holds.
inline constexpr std::size_t kMaxMarks = 20'000;

// While an interview is live its length is not known yet: a position past a whole day is a client's mistake.
inline constexpr std::int64_t kMaxPositionMs = 24LL * 3'600'000;
// How far past the end of a closed interview a mark may lie. An assessor whose network is cut does not learn that the
// interview has been closed and goes on marking: refusing those marks would lose them.
inline constexpr std::int64_t kMaxPositionPastClosingMs = 600'000;

}  // namespace regard::observer::limits

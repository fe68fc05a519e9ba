#pragma once

#include <cstddef>
#include <cstdint>

// How much one marking may hold, each bound with its reason.
namespace regard::observer::limits {

// Ten times what a zealous assessor marks in an hour-long interview. Bounds the memory that one marking holds.
inline constexpr std::size_t kMaxMarks = 20'000;

// How far a position may lie ahead of the trusted clock, beside the error that the client's clock has by its own
// account: that is an estimate too, and an hour without a probe lets a clock drift by a fifth of a second.
inline constexpr std::int64_t kMaxPositionAheadMs = 1'000;
// What is believed of that error: a client with a worse idea of the time places no mark.
inline constexpr std::int64_t kMaxClockErrorMs = 10'000;
// How far past the end of a closed interview a mark may lie. An assessor whose network is cut does not learn that the
// interview has been closed and goes on marking: refusing those marks would lose them.
inline constexpr std::int64_t kMaxPositionPastClosingMs = 600'000;

}  // namespace regard::observer::limits

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every limit of the catalogue, each with its reason.
namespace regard::storage {

// Events folded in one transaction: enough that a rebuild sorts what it writes, little enough to be held in memory.
inline constexpr std::size_t kMaxFoldEvents = 50'000;

// Jobs that wait for the catalogue. A page asks once and waits: more than this is a flood.
inline constexpr std::size_t kMaxQueuedJobs = 4096;

// With nothing asked for this long, what was recorded since is folded, so that the next question has little to fold.
inline constexpr std::chrono::seconds kIdleBeforeFolding{1};

// Words of one search; further ones are left out. Nobody types more.
inline constexpr std::size_t kMaxSearchWords = 16;

}  // namespace regard::storage

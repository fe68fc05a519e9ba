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

// How far a person's list is looked at to tell whether it is the shorter of two: beyond, reading either takes about as
// long as a page may.
inline constexpr std::int64_t kLongList = 10'000;

// After a failure the catalogue is looked into, and made anew if it is damaged: not more often than this, since looking
// takes long, and what lasts (a full disk) is not cured by it.
inline constexpr std::chrono::seconds kBetweenLooks{10};

// The thread's niceness (nice(2)): on a full processor lists wait, and recording goes on.
inline constexpr int kNiceness = 19;

// Words of one search; further ones are left out. Nobody types more.
inline constexpr std::size_t kMaxSearchWords = 16;

}  // namespace regard::storage

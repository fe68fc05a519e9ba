#pragma once

#include <chrono>
#include <cstddef>

// Every limit of the access trail, each with its reason.
namespace regard::storage {

// Entries wait so long for others: one sync a second is not felt by those who wait for the journal's.
inline constexpr std::chrono::milliseconds kTrailPause{1000};

// Entries that wait for the disk; beyond, they are counted and the count is kept. An examination day has some thousand.
inline constexpr std::size_t kMaxQueuedEntries = 16'384;
// Questions that wait.
inline constexpr std::size_t kMaxQueuedTrailQueries = 64;

// What is done again within so long becomes one entry, and so many of such are told apart: whoever guesses, or reads
// without end, fills no disk.
inline constexpr std::chrono::seconds kTallyPause{60};
inline constexpr std::size_t kMaxTallies = 1024;

// What is over its term is removed so often.
inline constexpr std::chrono::hours kBetweenRemovals{1};

// Of what strangers send, so much is kept: the beginning names it.
inline constexpr std::size_t kMaxTrailTextBytes = 256;

}  // namespace regard::storage

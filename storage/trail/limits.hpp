#pragma once

#include <chrono>
#include <cstddef>

// Every limit of the access trail, each with its reason.
namespace regard::storage {

// Entries wait so long for others: one sync a second is not felt by those who wait for the journal's.
inline constexpr std::chrono::milliseconds kTrailPause{1000};

// Entries that wait for the disk; beyond, they are counted and the count is kept. An examination day has some thousand.
inline constexpr std::size_t kMaxQueuedEntries = 16'384;
// So many of them for what can be done without end: a flood leaves room for what an administrator does.
inline constexpr std::size_t kMaxQueuedRepeatable = kMaxQueuedEntries / 2;
// Questions that wait.
inline constexpr std::size_t kMaxQueuedTrailQueries = 64;

// What is done again within so long becomes one entry.
inline constexpr std::chrono::seconds kTallyPause{60};
// So many different ones are told apart in a day of each account, some megabytes: a program that reads everything reads
// a region's interviews.
inline constexpr std::size_t kToldOfAnAccount = 20'000;
// Of all strangers together: a year of guessing at invented names stays below two gigabytes.
inline constexpr std::size_t kToldOfStrangers = 10'000;
inline constexpr std::chrono::hours kToldIn{24};
// Beyond, so many addresses of strangers are told apart within kTallyPause.
inline constexpr std::size_t kMaxBlurredAddresses = 16;

// What is over its term is removed so often.
inline constexpr std::chrono::hours kBetweenRemovals{1};

// Of what was sent, so much is kept: the beginning names it. Of what strangers send, less.
inline constexpr std::size_t kMaxTrailTextBytes = 256;
inline constexpr std::size_t kMaxStrangersTextBytes = 64;

}  // namespace regard::storage

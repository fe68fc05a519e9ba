#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every limit of the journal, whatever the engine, each with its reason.
namespace regard::storage {

// Events in one transaction. From about a hundred on, a bigger batch gains nothing a row; this one ends in a few
// milliseconds, so that whoever came second does not wait long.
inline constexpr std::size_t kMaxBatchEvents = 1024;
inline constexpr std::size_t kMaxBatchBytes = std::size_t{1024} * 1024;

// Reads that wait for the reader. A subscriber has one in flight, so this is more than the connections served.
inline constexpr std::size_t kMaxQueuedReads = 65'536;

// With nothing to commit for this long, the writer indexes and checkpoints. Longer than the gap between two commits
// under load, short for a person.
inline constexpr std::chrono::milliseconds kIdleBeforeMaintenance{50};

// What is kept for events that were accepted before the disk was found full: they are 32 MiB at most
// (observer/recording/limits.hpp), once in the log and once in the database, with the index and sign-ins beside them.
inline constexpr std::uint64_t kDiskReserveBytes = std::uint64_t{96} * 1024 * 1024;
// Below so much free space nothing new is accepted: what another program may write between two looks.
inline constexpr std::uint64_t kDiskMarginBytes = std::uint64_t{32} * 1024 * 1024;
// Below such a part of that, nothing is written but what was accepted.
inline constexpr std::uint64_t kLastRoomShareOfMargin = 4;
// But of a small disk, no more than this part.
inline constexpr std::uint64_t kReserveShareOfDisk = 16;

// How often the disk is looked at while nothing is committed.
inline constexpr std::chrono::milliseconds kIdleBeforeDiskCheck{1000};

// Recordings whose chain head is kept in memory (about 100 bytes each); beyond, the heads are asked for again.
inline constexpr std::size_t kMaxCachedHeads = 65'536;

// Events that a verification reads in one view of the journal: while a view is open, the log of a server that goes on
// writing cannot start anew. Some tenths of a second.
inline constexpr std::size_t kVerifySliceEvents = 65'536;

// Faults that a verification lists one by one; the rest is counted.
inline constexpr std::size_t kMaxListedFaults = 100;

}  // namespace regard::storage

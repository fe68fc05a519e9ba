#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every limit of the storage layer, each with its reason.
namespace regard::storage {

// Events in one transaction. From about a hundred on, a bigger batch gains nothing a row; this one ends in a few
// milliseconds, so that whoever came second does not wait long.
inline constexpr std::size_t kMaxBatchEvents = 1024;

// Events in one INSERT of a batch: what a statement costs by itself, a tenth of a row, is shared. More gains little.
inline constexpr std::size_t kRowsAnInsert = 16;

// Bytes of events that wait for the writer. The gateway stops reading sockets long before; whoever reaches this has
// outrun the disk by seconds, and memory is no place to keep a recording.
inline constexpr std::size_t kMaxQueuedBytes = std::size_t{64} * 1024 * 1024;

// Page reads that wait for the reader. A subscriber has one in flight, so this is more than the connections served.
inline constexpr std::size_t kMaxQueuedReads = 65'536;

// Events in one page, and bytes of payload from which a page takes no further event, however many are asked for: a page
// is in memory as a whole, and many subscribers may be catching up.
inline constexpr std::size_t kMaxPageEvents = 4096;
inline constexpr std::size_t kMaxPageBytes = std::size_t{1024} * 1024;

// Rows that may be missing from the index while work goes on: a page read scans them all, in about a millisecond.
inline constexpr std::uint64_t kMaxUnindexedRows = 4096;

// Events in one entry of the index. Most of the cost of an entry is its own; and reading one event reads its whole
// entry, so that an entry should be no longer than a page that is read.
inline constexpr std::size_t kMaxIndexRun = 64;

// Size of the write-ahead log at which it is checkpointed although work is waiting: 8 MiB of 4 KiB pages, a pause of
// some milliseconds. Bigger logs make rarer but longer pauses.
inline constexpr int kCheckpointAtWalPages = 2048;

// With nothing to commit for this long, the writer indexes and checkpoints. Longer than the gap between two commits
// under load, short for a person.
inline constexpr std::chrono::milliseconds kIdleBeforeMaintenance{50};

// Recordings whose chain head is kept in memory (about 100 bytes each); beyond, the heads are read again when needed.
inline constexpr std::size_t kMaxCachedHeads = 65'536;

// How long a statement waits for a lock. Only a reader that recovers the log after a crash ever holds one that long.
inline constexpr std::chrono::milliseconds kLockWait{5000};

// Faults that a verification lists one by one; the rest is counted.
inline constexpr std::size_t kMaxListedFaults = 100;

}  // namespace regard::storage

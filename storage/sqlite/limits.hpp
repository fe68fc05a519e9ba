#pragma once

#include <chrono>
#include <cstddef>

// Every limit of the SQLite engine, each with its reason.
namespace regard::storage {

// Events in one INSERT of a batch: what a statement costs by itself, a tenth of a row, is shared. More gains little.
inline constexpr std::size_t kRowsAnInsert = 16;

// Events in one page, and bytes of payload from which a page takes no further event, however many are asked for: a page
// is in memory as a whole, many subscribers may be catching up, and whoever waits for an acknowledgement waits while
// one is encoded (a millisecond or two as JSON).
inline constexpr std::size_t kMaxPageEvents = 4096;
inline constexpr std::size_t kMaxPageBytes = std::size_t{128} * 1024;

// Rows that may be missing from the index while work goes on: a page read scans them all, in about a millisecond.
inline constexpr std::size_t kMaxUnindexedRows = 4096;

// Events in one entry of the index. Most of the cost of an entry is its own; and reading one event reads its whole
// entry, so that an entry should be no longer than a page that is read.
inline constexpr std::size_t kMaxIndexRun = 64;

// The write-ahead log is checkpointed although work is waiting when it has grown by so many commits like the last one:
// what a checkpoint takes grows with its pages, so that whoever waits behind one waits for some commits and not for
// thirty. Longer than this and it is felt; shorter and the syncs of every checkpoint cost more than its pages.
inline constexpr int kCommitsACheckpoint = 4;
// But not below 256 KiB of 4 KiB pages, where a checkpoint takes about three commits of any size, its own syncs; nor
// above 8 MiB, some milliseconds.
inline constexpr int kMinCheckpointPages = 64;
inline constexpr int kMaxCheckpointPages = 2048;

// Recordings whose number is kept in memory (about 50 bytes each); beyond, it is looked up.
inline constexpr std::size_t kMaxCachedNumbers = 65'536;

// How often the writer asks for a lock that another program holds.
inline constexpr std::chrono::milliseconds kLockPause{20};

// How long a statement waits for a lock. Only a reader that recovers the log after a crash ever holds one that long.
inline constexpr std::chrono::milliseconds kLockWait{5000};

// Faults of the file's structure that are looked for; a file with more is lost anyway.
inline constexpr int kMaxStructureFaults = 100;

}  // namespace regard::storage

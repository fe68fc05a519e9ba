#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every limit of the evidence, each with its reason.
namespace regard::storage {

// Leaves of a tile (the width of C2SP tlog-tiles). What is kept of a tile is its root; its leaves are in the journal,
// and so many events are read for a proof.
inline constexpr std::uint64_t kTileLeaves = 256;

// How often the tree looks for news; so soon after a closing its checkpoint is signed.
inline constexpr std::chrono::milliseconds kTreePause{1000};
// With news, a checkpoint is signed so often: what was recorded a minute ago cannot be changed without a trace.
inline constexpr std::chrono::seconds kCheckpointPause{60};

// Events that the tree takes in one view of the journal: while a view is open, its log cannot start anew, and under
// full load this thread has a hundredth of a processor. Two milliseconds of one.
inline constexpr std::size_t kTreeSliceEvents = 2'048;

// What is checked at the start: the newest, which a crash or a careless hand reaches first; some tenths of a second.
inline constexpr std::int64_t kCheckedAtStart = 65'536;
// Then, of all the rest, so much at each look: a few milliseconds a second, a million events in six minutes.
inline constexpr std::size_t kCheckedAtATime = 2'048;

// Faults that are remembered; of the rest the first of each recording is told and counted.
inline constexpr std::size_t kMaxRememberedFaults = 100;

// Damaged trees that are kept beside the one in use, for the checkpoints in them; the last is replaced. Whoever has so
// many has a disk to replace first.
inline constexpr int kMaxSetAside = 16;

// Questions that wait for the tree: each is a reading of some hundred events.
inline constexpr std::size_t kMaxQueuedProofs = 256;

// A note of ours has half a kilobyte; one with the signatures of many witnesses, some more.
inline constexpr std::size_t kMaxNoteBytes = std::size_t{16} * 1024;

// What is read at the start of the checkpoints that were copied elsewhere: the newest hundred of ours.
inline constexpr std::size_t kReadOfCopies = std::size_t{64} * 1024;

}  // namespace regard::storage

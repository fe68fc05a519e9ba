#pragma once

#include <cstddef>
#include <cstdint>

// Every bound of taking in and delivering events, each with its reason.
namespace regard::observer::limits {

// A producer's own name for an event. The longest in sight is an e-mail's Message-ID, which fits on one line of RFC
// 5322 (2.1.1).
inline constexpr std::size_t kMaxExternalIdBytes = 998;

// What may wait for the disk, over all producers. Above it no session is read from: memory is the back-pressure.
inline constexpr std::size_t kMaxPendingEvents = 16'384;
inline constexpr std::size_t kMaxPendingBytes = std::size_t{32} * 1024 * 1024;

// Events and repeated ones handed to the journal in one call, so that the first acknowledgement does not wait for a
// long queue.
inline constexpr std::size_t kMaxAppendEvents = 1024;

// Events in one page to a subscriber, live or read from the journal: bounds memory (64 e-mails of 64 KiB are 4 MiB).
inline constexpr std::size_t kPageEvents = 64;

// Events in one page of a recording that is being brought into memory: few round trips for a long one; the store cuts
// pages of large events.
inline constexpr std::size_t kLoadPageEvents = 1024;

// How long what nobody uses stays in memory: somebody who has lost the network for a moment finds it there.
inline constexpr std::int64_t kKeepUnusedNs = 60LL * 1'000'000'000;
// Families in memory although nobody uses them. One takes some kilobytes, with thousands of marks a megabyte.
inline constexpr std::size_t kMaxUnusedFamilies = 1024;

}  // namespace regard::observer::limits

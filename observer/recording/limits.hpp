#pragma once

#include <cstddef>
#include <cstdint>

#include "observer/recording/pending.hpp"

// Every bound of taking in and delivering events, each with its reason.
namespace regard::observer::limits {

// A producer's own name for an event. The longest in sight is an e-mail's Message-ID, which fits on one line of RFC
// 5322 (2.1.1).
inline constexpr std::size_t kMaxExternalIdBytes = 998;

// What may wait for the disk, over all producers. Above it nothing more is taken in: memory is the back-pressure.
inline constexpr Pending kMaxPending{16'384, std::size_t{32} * 1024 * 1024};
// Of these, what one account may have. A person's fits into one commit, so that nobody waits for more than that because
// of them; a program brings what a whole site says, and leaves half to the others.
inline constexpr Pending kMaxPendingOfAPerson{512, std::size_t{512} * 1024};
inline constexpr Pending kMaxPendingOfAProgram{8'192, std::size_t{16} * 1024 * 1024};

// Interviews that one account opens within a minute: an organiser opens the plan of a day at once, a program those of a
// whole site.
inline constexpr std::size_t kMaxOpeningsAMinuteAPerson = 120;
inline constexpr std::size_t kMaxOpeningsAMinuteAProgram = 6'000;

// Events and repeated ones handed to the journal in one call, and their bytes, so that the first acknowledgement does
// not wait for a long queue.
inline constexpr std::size_t kMaxAppendEvents = 1024;
inline constexpr std::size_t kMaxAppendBytes = std::size_t{1024} * 1024;

// Pages that the journal reads at a time, over all accounts: one is read while another is encoded. Whoever asks next
// waits for so many.
inline constexpr std::size_t kMaxPagesInFlight = 2;

// Events in one page to a subscriber, live or read from the journal: bounds memory (64 e-mails of 64 KiB are 4 MiB).
inline constexpr std::size_t kPageEvents = 64;

// Events in one page of a recording that is being brought into memory: few round trips for a long one; the store cuts
// pages of large events.
inline constexpr std::size_t kLoadPageEvents = 1024;

// How long what nobody uses stays in memory: somebody who has lost the network for a moment finds it there.
inline constexpr std::int64_t kKeepUnusedNs = 60LL * 1'000'000'000;
// Families in memory although nobody uses them, and the events folded into them. One takes some kilobytes, with
// thousands of marks a megabyte: together some 100 MB.
inline constexpr std::size_t kMaxUnusedFamilies = 1024;
inline constexpr std::uint64_t kMaxUnusedEvents = 262'144;

}  // namespace regard::observer::limits

#pragma once

#include <cstddef>

// Every bound of taking in and delivering events, each with its reason.
namespace regard::gateway::limits {

// Events in one message to a subscriber, live or read from the journal: bounds memory (64 e-mails of 64 KiB are 4 MiB).
inline constexpr std::size_t kPageEvents = 64;

// What may wait for the disk, over all sessions. Above it no session is read from: memory is the back-pressure.
inline constexpr std::size_t kMaxPendingEvents = 16'384;
inline constexpr std::size_t kMaxPendingBytes = std::size_t{32} * 1024 * 1024;

// Events and repeated ones handed to the journal in one call, so that the first acknowledgement does not wait for a
// long queue.
inline constexpr std::size_t kMaxAppendEvents = 1024;

}  // namespace regard::gateway::limits

#pragma once

#include <chrono>
#include <cstddef>

// Every limit of what leaves the machine, each with its reason.
namespace regard::gateway::limits {

// A checkpoint stands for all before it: people's mailboxes need no more than one an hour, and a time-stamping service,
// which somebody pays for, one in ten minutes.
inline constexpr std::chrono::minutes kBetweenMails{60};
inline constexpr std::chrono::minutes kBetweenTimestamps{10};
// After a failure, with the checkpoint that is the newest then.
inline constexpr std::chrono::minutes kBeforeNextTry{1};

// One connection, from the first byte to the last.
inline constexpr std::chrono::seconds kDelivery{20};
// At the stop, when somebody waits: what has not left by then leaves at the next start.
inline constexpr std::chrono::seconds kLastDelivery{5};

// How far the clocks of a time-stamping service and of this machine may be apart.
inline constexpr std::chrono::minutes kMaxTimestampSkew{10};

// A token with the certificates of its service has some kilobytes.
inline constexpr std::size_t kMaxTimestampBytes = std::size_t{64} * 1024;

}  // namespace regard::gateway::limits

#pragma once

#include <cstddef>
#include <cstdint>

// Every limit of the simulator, with its reason.
namespace regard::simulator::limits {

// Publishes on their way and not acknowledged: enough to fill a round trip, few enough to be resent in an instant.
constexpr std::size_t kInFlightMax = 16;

// First wait before connecting again; doubled at each failure, so that a restarting server is not stormed...
constexpr std::int64_t kBackoffFirstMs = 250;
// ... and never longer than this, so that an interview goes on soon after the server is back.
constexpr std::int64_t kBackoffMaxMs = 10'000;
// An interview without any progress for so long is given up: longer than a restart of the server, shorter than a
// user's patience.
constexpr std::int64_t kGiveUpAfterMs = 120'000;

// The server takes a client that says nothing for lost.
constexpr std::int64_t kProbeIntervalMs = 20'000;
// Welcome and ClockReading come within a round trip: a server that needs longer is taken for lost.
constexpr std::int64_t kAnswerDeadlineMs = 10'000;
// An acknowledgement may wait for a slow disk, but not for ever.
constexpr std::int64_t kAckDeadlineMs = 60'000;
// After Ctrl-C: time to close the interviews in play and see it acknowledged.
constexpr std::int64_t kStopDeadlineMs = 5'000;
// With --loop, the wait after an interview that failed, so that a standing fault does not flood the server.
constexpr std::int64_t kPauseAfterFailureMs = 5'000;

// What the server sends to a client that subscribes to nothing is small.
constexpr std::size_t kReceivedMessageMaxBytes = std::size_t{64} * 1024;

// A scenario is written by hand and read by people; also bounds what an interview keeps unacknowledged.
constexpr std::size_t kScenarioStepsMax = 500;
constexpr std::size_t kScenarioFileMaxBytes = std::size_t{256} * 1024;
// Sockets: the usual limit of 1,024 open files, less some for the program itself.
constexpr int kConcurrencyMax = 1'000;
// A named bound instead of overflow; a day of load at full speed.
constexpr int kCountMax = 1'000'000;

}  // namespace regard::simulator::limits

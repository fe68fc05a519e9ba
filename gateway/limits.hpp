#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every bound of the gateway, each with its reason. Durations are compared on the injected clock.
namespace regard::gateway::limits {

using std::chrono::seconds;

// An e-mail of 64 KiB, escaped in JSON at the worst, still fits; audio frames are far smaller.
inline constexpr std::size_t kMaxFrameBytes = std::size_t{256} * 1024;
// The echo route is for conformance suites, whose largest message is 16 MiB.
inline constexpr std::size_t kMaxEchoBytes = std::size_t{16} * 1024 * 1024;

// What may wait for one socket. Above it the session is neither read from nor fed; a page of events fits well below.
inline constexpr std::size_t kMaxQueuedBytes = std::size_t{1024} * 1024;
// Feeding starts again here: low enough that a drained socket gets a worthwhile piece, high enough that it never idles.
inline constexpr std::size_t kResumeQueuedBytes = std::size_t{256} * 1024;
// A socket that takes nothing for so long is a slow observer: it is closed with a reason and resumes from its cursor.
inline constexpr seconds kWriteStall{10};

// Events in one message to a subscriber, live or read from the journal: bounds memory (64 e-mails of 64 KiB are 4 MiB).
inline constexpr std::size_t kPageEvents = 64;
// One assessor needs two (conversation, own marks); a quality manager replaying has a handful.
inline constexpr std::size_t kMaxSubscriptions = 64;

// What may wait for the disk, over all sessions. Above it no session is read from: memory is the back-pressure.
inline constexpr std::size_t kMaxPendingEvents = 16'384;
inline constexpr std::size_t kMaxPendingBytes = std::size_t{32} * 1024 * 1024;
// Events and repeated ones handed to the journal in one call, so that the first acknowledgement does not wait for a
// long queue.
inline constexpr std::size_t kMaxAppendEvents = 1024;

// File descriptors are the resource: the service unit must allow as many, and some for the database.
inline constexpr std::size_t kMaxConnections = 16'384;

// Clients probe the clock every 20 s; three in a row lost and then some means that nobody is there.
inline constexpr seconds kClientSilence{90};
// Beast's own ping goes out after half of it.
inline constexpr seconds kSocketIdle{60};
inline constexpr seconds kHandshake{10};
// A peer that does not answer our close frame is dropped.
inline constexpr seconds kCloseHandshake{5};
// How long a stop waits for sockets to close properly; the journal is drained before that, without a deadline.
inline constexpr seconds kShutdown{5};

// Requests are small JSON; the largest carries a password.
inline constexpr std::size_t kMaxHttpBodyBytes = std::size_t{16} * 1024;
inline constexpr std::uint32_t kMaxHttpHeaderBytes = 16 * 1024;
inline constexpr seconds kHttpRequest{15};

// Sign-in: people mistype twice; from the third failure on each one doubles the wait, up to a minute.
inline constexpr int kFreeSignInFailures = 3;
inline constexpr seconds kMaxSignInWait{60};
// Failures are forgotten after a quarter of an hour without a new one.
inline constexpr seconds kSignInMemory{900};
// Bounds the table of failures against made-up logins; the oldest are forgotten first.
inline constexpr std::size_t kMaxTrackedSignIns = 10'000;
// An argon2id check takes 0.1 s and 64 MiB: so many may wait, more are told to come back.
inline constexpr std::size_t kMaxPasswordChecks = 16;
// Longer than any examination day, shorter than a day.
inline constexpr seconds kSignInLifetime{12 * 3600};
// Failures are remembered by login: this bounds each entry of that table.
inline constexpr std::size_t kMaxLoginBytes = 256;
// Longer passwords gain nothing and cost hashing time.
inline constexpr std::size_t kMaxPasswordBytes = 256;

}  // namespace regard::gateway::limits

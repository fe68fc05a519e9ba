#pragma once

#include <chrono>
#include <cstddef>

// Every bound of a live session, each with its reason. Durations are compared on the injected clock.
namespace regard::gateway::limits {

using std::chrono::seconds;

// An e-mail of 64 KiB, escaped in JSON at the worst, still fits; audio frames are far smaller.
inline constexpr std::size_t kMaxFrameBytes = std::size_t{256} * 1024;

// What may wait for one socket. Above it the session is neither read from nor fed; a page of events fits well below.
inline constexpr std::size_t kMaxQueuedBytes = std::size_t{1024} * 1024;

// What the server takes itself, whatever its connections do: the database's caches, a password that is checked,
// readers. The rest of the memory limit is room for connections.
inline constexpr std::size_t kServerBytes = std::size_t{256} * 1024 * 1024;

// While all queues together hold half of the room, a socket's own may be no longer than this: enough for what is live,
// and nobody catches up at the expense of all.
inline constexpr std::size_t kMaxQueuedBytesUnderPressure = std::size_t{64} * 1024;
inline constexpr std::size_t kQueuesShareOfRoom = 2;

// What the process may hold, unless it is told otherwise: several times what a day of the largest site takes.
inline constexpr std::size_t kMemoryLimitBytes = std::size_t{1024} * 1024 * 1024;

// Connections of one account: of a person some devices with some pages each, of a program a line a call.
inline constexpr std::size_t kMaxConnectionsAPerson = 32;
inline constexpr std::size_t kMaxConnectionsAProgram = 12'288;
// But of all programs together no more than there is room for at what one connection may hold at worst: a message that
// lacks its end, a queue under pressure, and a page behind it. And no more than half of the places of all.
inline constexpr std::size_t kProgramConnectionBytes = std::size_t{512} * 1024;
inline constexpr std::size_t kProgramShareOfConnections = 2;

// What is taken of one account within a second; the rest waits in its sockets. A person's devices send 50 frames a
// second of sound each, and catch up after an outage: a megabyte is thirty times its sound. A program is held back by
// the disk, long before this.
inline constexpr std::size_t kMaxFramesASecondAPerson = 600;
inline constexpr std::size_t kMaxBytesASecondAPerson = std::size_t{1024} * 1024;
inline constexpr std::size_t kMaxFramesASecondAProgram = 500'000;
inline constexpr std::size_t kMaxBytesASecondAProgram = std::size_t{256} * 1024 * 1024;
// And of one connection of a person.
inline constexpr std::size_t kMaxFramesASecond = 300;

// Signals of one connection that are passed on within a second: a typing sign changes a few times.
inline constexpr std::size_t kMaxSignalsASecond = 20;

// Whoever follows a conversation hears no more often than this who is there.
inline constexpr seconds kPresencePause{1};

// Feeding starts again when a queue has sunk to this share of what it may be: low enough that a drained socket gets a
// worthwhile piece, high enough that it never idles.
inline constexpr std::size_t kResumeShare = 4;

// A socket that takes nothing for so long is a slow observer: it is closed with a reason and resumes from its cursor.
inline constexpr seconds kWriteStall{10};

// One assessor needs two (conversation, own marks); a quality manager replaying has a handful.
inline constexpr std::size_t kMaxSubscriptions = 64;

// Requests of one session that wait for the journal (a Subscribe until its first page, a Publish or a Signal until its
// recording is in memory): beyond, the session is not read from. All sessions share the journal's reader, and one must
// not fill its queue.
inline constexpr std::size_t kMaxAsked = 16;

// Clients probe the clock every 20 s; three in a row lost and then some means that nobody is there.
inline constexpr seconds kClientSilence{90};

}  // namespace regard::gateway::limits

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

// Feeding starts again here: low enough that a drained socket gets a worthwhile piece, high enough that it never idles.
inline constexpr std::size_t kResumeQueuedBytes = std::size_t{256} * 1024;

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

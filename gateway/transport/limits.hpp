#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every bound of sockets and HTTP messages, each with its reason.
namespace regard::gateway::limits {

using std::chrono::seconds;

// File descriptors are the resource, beside some kilobytes a connection: see also gateway/system/file_limit.hpp.
inline constexpr std::size_t kMaxConnections = 32'768;

// What the system keeps for a peer before the queues that we count: left to itself it takes megabytes for each that
// takes nothing. Five megabytes a second over 50 ms of network.
inline constexpr int kSendBufferBytes = 256 * 1024;

// WebSockets are people who have signed in; every other connection is anybody's, and these have one place in so many.
inline constexpr std::size_t kLobbyShare = 4;

// Connections accepted at a time, and the pause behind them: whoever knocks without end takes a third of the thread
// that serves everybody, and ten thousand who come back after a restart are in within seconds.
inline constexpr std::size_t kAcceptsAtATime = 4;
inline constexpr std::chrono::milliseconds kAcceptPause{2};

// Handshakes under TLS: the pause between two beginnings, so that whoever connects without end takes a third of the
// thread (a signature with a 2048-bit RSA key takes 0.7 ms); and how many may be under way, because all of them may go
// on in one moment. Networks take turns.
inline constexpr std::chrono::milliseconds kHandshakePause{2};
inline constexpr std::size_t kHandshakesAtATime = 64;
inline constexpr std::size_t kHandshakesANetwork = 8;
// While somebody waits for its place, one that is under way goes on for so long: some round trips of a slow line.
inline constexpr std::chrono::milliseconds kHandshakePatience{1'000};

// What a connection under TLS takes beside its queue: buffers of two records, keys and certificates.
inline constexpr std::size_t kTlsConnectionBytes = std::size_t{64} * 1024;

// Plain connections from one network: a browser opens six, and an office behind one address has dozens of them, each
// for a moment. A proxy in front keeps some tens.
inline constexpr std::size_t kMaxLobbyANetwork = 128;

// Beast's own ping goes out after half of it.
inline constexpr seconds kSocketIdle{60};
inline constexpr seconds kHandshake{10};

// A peer that does not answer our close frame is dropped.
inline constexpr seconds kCloseHandshake{5};

// How long a stop waits for the disk to take what was accepted: seconds, unless it has stalled. What it does not take
// was not acknowledged.
inline constexpr seconds kDrain{20};
// Then, how long for sockets to close properly: longer than any close handshake lasts.
inline constexpr seconds kShutdown{8};
// And how long for all of it: a service manager that waits 90 s does not have to kill.
inline constexpr seconds kStop{40};

// Browsers send about 1 KB; the rest is for cookies of others on the same host.
inline constexpr std::uint32_t kMaxHttpHeaderBytes = 16 * 1024;

// What a socket keeps to read into between two messages: most are far smaller, and a large one is rare.
inline constexpr std::size_t kKeptReadBufferBytes = std::size_t{16} * 1024;

// A request's head has to be there so soon, and between two requests a connection may be idle so long.
inline constexpr seconds kHttpRequest{15};

// One connection's requests, on the average; and how many it may be ahead of that: a page asks for some dozens of
// files, on six connections. The rest waits with the peer.
inline constexpr std::chrono::milliseconds kRequestPause{50};
inline constexpr int kRequestBurst = 30;

// What is held of a body at a time, in either direction: enough for a socket's throughput, little for 16,384 of them.
inline constexpr std::size_t kHttpPieceBytes = std::size_t{64} * 1024;

// A peer may be waited for so long for each piece that it sends or takes: 4 KB/s, the worst of mobile networks.
inline constexpr seconds kHttpPiece{15};

// Of a body that nobody wanted so much is taken before the connection is closed, so that the peer can read its answer.
inline constexpr std::uint64_t kMaxDiscardedBytes = std::uint64_t{1024} * 1024;
inline constexpr seconds kHttpLinger{2};

}  // namespace regard::gateway::limits

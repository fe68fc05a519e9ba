#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every bound of sockets and HTTP messages, each with its reason.
namespace regard::gateway::limits {

using std::chrono::seconds;

// File descriptors are the resource: the service unit must allow as many, and some for the database.
inline constexpr std::size_t kMaxConnections = 16'384;

// Beast's own ping goes out after half of it.
inline constexpr seconds kSocketIdle{60};
inline constexpr seconds kHandshake{10};

// A peer that does not answer our close frame is dropped.
inline constexpr seconds kCloseHandshake{5};

// How long a stop waits for sockets to close properly, longer than any close handshake lasts; what was accepted is
// drained before that, without a deadline.
inline constexpr seconds kShutdown{8};

// Browsers send about 1 KB; the rest is for cookies of others on the same host.
inline constexpr std::uint32_t kMaxHttpHeaderBytes = 16 * 1024;

// A request's head has to be there so soon, and between two requests a connection may be idle so long.
inline constexpr seconds kHttpRequest{15};

// What is held of a body at a time, in either direction: enough for a socket's throughput, little for 16,384 of them.
inline constexpr std::size_t kHttpPieceBytes = std::size_t{64} * 1024;

// A peer may be waited for so long for each piece that it sends or takes: 4 KB/s, the worst of mobile networks.
inline constexpr seconds kHttpPiece{15};

// Of a body that nobody wanted so much is taken before the connection is closed, so that the peer can read its answer.
inline constexpr std::uint64_t kMaxDiscardedBytes = std::uint64_t{1024} * 1024;
inline constexpr seconds kHttpLinger{2};

}  // namespace regard::gateway::limits

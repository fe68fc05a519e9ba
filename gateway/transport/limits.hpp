#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

// Every bound of sockets and HTTP messages, each with its reason.
namespace regard::gateway::limits {

using std::chrono::seconds;

// The echo route is for conformance suites, whose largest message is 16 MiB.
inline constexpr std::size_t kMaxEchoBytes = std::size_t{16} * 1024 * 1024;

// File descriptors are the resource: the service unit must allow as many, and some for the database.
inline constexpr std::size_t kMaxConnections = 16'384;

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

}  // namespace regard::gateway::limits

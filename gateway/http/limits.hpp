#pragma once

#include <cstddef>
#include <cstdint>

// Every bound of the HTTP resources, each with its reason.
namespace regard::gateway::limits {

// Of a route that names no other: requests are small JSON; the largest carries a password.
inline constexpr std::uint64_t kMaxHttpBodyBytes = std::uint64_t{16} * 1024;

// The echo route is for conformance suites, whose largest message is 16 MiB.
inline constexpr std::size_t kMaxEchoBytes = std::size_t{16} * 1024 * 1024;

// A page of a list: what a screen shows, and what is rendered in a few milliseconds at most.
inline constexpr std::size_t kInterviewsPage = 50;
inline constexpr std::size_t kMaxInterviewsPage = 200;

// What somebody types into a search field; each word costs a look into the index.
inline constexpr std::size_t kMaxSearchBytes = 256;

// Below it an answer fits into one packet with its head, compressed or not.
inline constexpr std::size_t kMinCompressedBytes = 1024;

// Compressed once at the start, as well as it can be; what is rendered for one answer, quickly.
inline constexpr int kFileCompressionLevel = 9;
inline constexpr int kAnswerCompressionLevel = 4;

// Requests of one account that are being answered. A browser opens six connections to one host; a person has some of
// them, and each list is a search.
inline constexpr std::size_t kMaxRequestsAPerson = 16;
inline constexpr std::size_t kMaxRequestsAProgram = 64;

}  // namespace regard::gateway::limits

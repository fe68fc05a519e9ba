#pragma once

#include <chrono>
#include <expected>
#include <filesystem>
#include <string>

namespace regard::gateway {

struct TimestampRoute {
  std::string url;
  // The certificates that are trusted to vouch for the service; empty: the system's.
  std::string ca_file;
  // Of the answers.
  std::filesystem::path directory;
};

// Has a time-stamping service (RFC 3161) sign that the note was there now, verifies that, and keeps the note and the
// service's answer in the directory, as TIME.note and TIME.tsr: `openssl ts -verify -data TIME.note -in TIME.tsr
// -CAfile CA` checks them. The error is a sentence.
[[nodiscard]] std::expected<void, std::string> timestamp_checkpoint(const TimestampRoute& route,
                                                                    const std::string& note,
                                                                    std::chrono::seconds limit);

}  // namespace regard::gateway

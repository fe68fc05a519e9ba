#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace regard::gateway {

// Has a time-stamping service (RFC 3161) sign that the note was there now, and keeps the note and the service's answer
// in the directory, as TIME.note and TIME.tsr: `openssl ts -verify -data TIME.note -in TIME.tsr -CAfile CA` checks
// them. The error is a sentence.
[[nodiscard]] std::expected<void, std::string> timestamp_checkpoint(const std::string& url, const std::string& note,
                                                                    const std::filesystem::path& directory);

}  // namespace regard::gateway

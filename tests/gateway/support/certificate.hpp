#pragma once

#include <filesystem>
#include <string>

namespace regard::tests {

// Writes a certificate of `name`, good for 90 days, signed by itself, and its key as PEM files, in place of what is
// there.
void write_certificate(const std::filesystem::path& certificate, const std::filesystem::path& key,
                       const std::string& name);

}  // namespace regard::tests

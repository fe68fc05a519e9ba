#pragma once

#include <expected>
#include <string>

namespace regard::storage {

// Appends to the file, which is made if it is not there; on disk when it returns. The error is one sentence.
[[nodiscard]] std::expected<void, std::string> append_to_file(const std::string& path, const std::string& text);

}  // namespace regard::storage

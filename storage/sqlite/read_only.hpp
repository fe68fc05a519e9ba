#pragma once

#include <optional>
#include <string>

// Reading a database that may not be written: on read-only media, or by an auditor who may only read.
namespace regard::storage {

// Why the file is not even worth opening; nothing when it may be.
[[nodiscard]] std::optional<std::string> why_no_database(const std::string& path);

// By what name SQLite is to open it. It keeps a file of its own beside a database while it reads, unless it is told
// that nobody writes; where that file cannot be made, nobody can.
[[nodiscard]] std::string name_for_reading(const std::string& path);

}  // namespace regard::storage

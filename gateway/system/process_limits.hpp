#pragma once

#include <cstddef>
#include <optional>

// What the operating system allows this process, and what it has taken. Any thread.
namespace regard::gateway {

// Raises the soft limit of open files to the hard one, and says what it is now.
[[nodiscard]] std::size_t raise_file_limit();

// Memory that is resident now (proc(5), statm); nothing when the system does not tell.
[[nodiscard]] std::optional<std::size_t> resident_bytes();

}  // namespace regard::gateway

#pragma once

#include <sys/types.h>

#include <expected>
#include <optional>
#include <string>
#include <utility>

namespace regard::storage {

// Checkpoints that are kept elsewhere: a file to which each is appended, on a share that may be away. The error is one
// sentence, and names the file.

// Which file the path names at this moment, by device and number; nothing when none can be seen. Another one when the
// share has come or gone.
using FileIdentity = std::optional<std::pair<dev_t, ino_t>>;
[[nodiscard]] FileIdentity identity_of(const std::string& path);

// Adds the note behind the others, on disk when it returns; on failure nothing of it stays, as far as the file allows.
[[nodiscard]] std::expected<void, std::string> append_note(const std::string& path, const std::string& note);
// The end of the file, of kReadOfCopies bytes at most: the newest notes, maybe behind a part of one. Empty when there
// is no file.
[[nodiscard]] std::expected<std::string, std::string> newest_notes(const std::string& path);

}  // namespace regard::storage

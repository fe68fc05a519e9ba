#pragma once

#include <string>

namespace regard::storage {

struct StoreOptions {
  // The database file; DataDirectory::database_path() in the server.
  std::string database_path;

  // The rest is for tests alone.

  // Name of a registered SQLite VFS; empty for the system's own.
  std::string vfs{};
  // kNormal does not keep its promise when the power fails. It exists so that the power-cut harness can show that it
  // would notice.
  enum class Synchronous { kFull, kNormal };
  Synchronous synchronous = Synchronous::kFull;
};

}  // namespace regard::storage

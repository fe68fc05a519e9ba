#pragma once

#include <functional>
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
  // What is done before a lock that another program holds is asked for again; empty: a little time passes.
  std::function<void()> lock_pause{};
};

}  // namespace regard::storage

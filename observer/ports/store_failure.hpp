#pragma once

#include <expected>
#include <functional>
#include <string>

namespace regard::observer {

// Why the store could not do what was asked, in words for the IT team.
struct StoreFailure {
  std::string reason;
  // The file is not what it should be, and stays so; not what passes, like a lock or a full disk.
  bool is_damage = false;
};

// Called with nothing once a change is committed and on disk; with the failure when it is not and never will be.
using Committed = std::move_only_function<void(std::expected<void, StoreFailure>)>;

}  // namespace regard::observer

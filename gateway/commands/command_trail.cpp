#include "gateway/commands/command_trail.hpp"

#include <pwd.h>

#include <array>

namespace regard::gateway {
namespace {

// Empty for a user whom the system does not know, or whose entry is longer than any should be.
std::string name_of(uid_t user_id) {
  constexpr std::size_t kMaxEntryBytes = 4'096;
  std::array<char, kMaxEntryBytes> entry_bytes{};
  passwd entry{};
  passwd* found = nullptr;
  const int failed = getpwuid_r(user_id, &entry, entry_bytes.data(), entry_bytes.size(), &found);
  return failed != 0 || found == nullptr ? "" : found->pw_name;
}

}  // namespace

void CommandTrail::set_user(uid_t user_id) {
  const std::string name = name_of(user_id);
  user_ = "uid " + std::to_string(user_id) + (name.empty() ? "" : " (" + name + ")");
}

}  // namespace regard::gateway

#include "gateway/accounts/roles.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace regard::gateway {
namespace {

constexpr std::array<std::pair<std::string_view, v1::Role>, 6> kRoles{{
    {"assessor", v1::ROLE_ASSESSOR},
    {"candidate", v1::ROLE_CANDIDATE},
    {"quality-manager", v1::ROLE_QUALITY_MANAGER},
    {"organiser", v1::ROLE_ORGANISER},
    {"integration", v1::ROLE_INTEGRATION},
    {"role-player", v1::ROLE_ROLE_PLAYER},
}};

}  // namespace

std::vector<std::string> role_names() {
  std::vector<std::string> names;
  names.reserve(kRoles.size());
  for (const auto& [name, role] : kRoles) names.emplace_back(name);
  return names;
}

std::optional<v1::Role> role_by_name(std::string_view name) {
  const auto* found = std::ranges::find(kRoles, name, &std::pair<std::string_view, v1::Role>::first);
  return found == kRoles.end() ? std::nullopt : std::optional(found->second);
}

std::string role_name(v1::Role role) {
  const auto* found = std::ranges::find(kRoles, role, &std::pair<std::string_view, v1::Role>::second);
  return found == kRoles.end() ? "unknown" : std::string(found->first);
}

}  // namespace regard::gateway

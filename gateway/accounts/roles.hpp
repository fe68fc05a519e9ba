#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "regard/v1/person.pb.h"

namespace regard::gateway {

// Roles by the names that the command line uses: "assessor", "quality-manager"...
[[nodiscard]] std::vector<std::string> role_names();
[[nodiscard]] std::optional<v1::Role> role_by_name(std::string_view name);
[[nodiscard]] std::string role_name(v1::Role role);

}  // namespace regard::gateway

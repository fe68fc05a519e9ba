#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regard::gateway {

struct QueryParameter {
  std::string name;
  std::string value;
};

// Reads "a=1&b=two%20words" (application/x-www-form-urlencoded). Nothing when an escape is broken.
[[nodiscard]] std::optional<std::vector<QueryParameter>> read_query(std::string_view query);

}  // namespace regard::gateway

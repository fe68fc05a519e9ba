#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "observer/ports/trail.hpp"

namespace regard::gateway {

// Reads the query of GET /api/trail, as api/trail.proto describes it. The error is a sentence that names the parameter.
[[nodiscard]] std::expected<observer::TrailQuery, std::string> read_trail_query(std::string_view text);

}  // namespace regard::gateway

#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "observer/ports/catalogue.hpp"
#include "observer/referential/referential.hpp"

namespace regard::gateway {

// Reads the query of GET /api/interviews, as api/interviews.proto describes it. The error is a sentence that names the
// parameter and what it may be.
[[nodiscard]] std::expected<observer::InterviewQuery, std::string> read_interview_query(
    std::string_view text, const observer::Referential& referential);

}  // namespace regard::gateway

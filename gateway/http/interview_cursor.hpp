#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "observer/ports/catalogue.hpp"

namespace regard::gateway {

// A cursor as clients carry it from page to page: 54 characters that tell them nothing but what the page's last
// interview says of itself.
[[nodiscard]] std::string write_cursor(const observer::InterviewCursor& cursor);
// Nothing for what write_cursor has not written.
[[nodiscard]] std::optional<observer::InterviewCursor> read_cursor(std::string_view text);

}  // namespace regard::gateway

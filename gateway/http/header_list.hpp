#pragma once

#include <string_view>

namespace regard::gateway {

// Without spaces and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view one, std::string_view other);
// Takes the first element off a list with commas; knows no quoted commas.
[[nodiscard]] std::string_view take_element(std::string_view& list);

}  // namespace regard::gateway

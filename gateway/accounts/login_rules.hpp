#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace regard::gateway {

// What people type to sign in, and are found by: spaces around it and capitals do not count.
[[nodiscard]] std::string canonical_login(std::string_view typed);

// Why it cannot be a login: one is short, of small letters, digits and ". _ - @ +", and looks like no other. Nothing
// when it can.
[[nodiscard]] std::optional<std::string> check_login(std::string_view login);
// Why it cannot be a person's or a program's name; nothing when it can.
[[nodiscard]] std::optional<std::string> check_person_name(std::string_view name);

// Why it cannot be the password of the account; nothing when it can. NIST SP 800-63B, 5.1.1.2: long ones, none that is
// commonly used or that the account itself suggests; no rules of composition.
[[nodiscard]] std::optional<std::string> check_password(std::string_view password, std::string_view login,
                                                        std::string_view name);

}  // namespace regard::gateway

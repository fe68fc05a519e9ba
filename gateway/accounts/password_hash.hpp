#pragma once

#include <string>
#include <string_view>

namespace regard::gateway {

// Whether the password has this hash, which is hash_password()'s; false for any other text. As slow as hashing. The
// thread that checks keeps the 64 MiB that it takes: to take them from the system each time, and give them back, holds
// up every other thread of the process for a hundredth of a second.
[[nodiscard]] bool is_password(const std::string& hash, std::string_view password);

}  // namespace regard::gateway

#pragma once

#include <string_view>

namespace regard::gateway {

// REGARD_VERSION is CMake's project version.
inline constexpr std::string_view kVersion = REGARD_VERSION;

}  // namespace regard::gateway

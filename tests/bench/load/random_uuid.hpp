#pragma once

#include <string>

namespace regard::bench {

// A version 4 UUID in its usual text form.
[[nodiscard]] std::string random_uuid();

}  // namespace regard::bench

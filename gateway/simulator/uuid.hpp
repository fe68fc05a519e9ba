#pragma once

#include <string>

namespace regard::simulator {

// A random (version 4) UUID in its usual text form, from the system's entropy: two simulators with one seed must not
// make the same interview.
std::string make_uuid();

}  // namespace regard::simulator

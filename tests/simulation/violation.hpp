#pragma once

#include <stdexcept>
#include <string>

namespace regard::simulation {

// An invariant does not hold; says which and where.
struct Violation : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void require(bool holds, const std::string& what) {
  if (!holds) throw Violation(what);
}

}  // namespace regard::simulation

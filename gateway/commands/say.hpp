#pragma once

#include <cstdio>
#include <string>

namespace regard::gateway {

// One sentence on standard error; returns the exit code of a failure.
[[nodiscard]] inline int fail(const std::string& sentence) {
  std::fprintf(stderr, "regard-server: %s\n", sentence.c_str());
  return 1;
}

}  // namespace regard::gateway

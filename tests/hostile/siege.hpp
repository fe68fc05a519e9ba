#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/hostile/attacks.hpp"
#include "tests/hostile/bystanders.hpp"

namespace regard::hostile {

// What was seen while an attack lasted.
struct Outcome {
  // How long the bystanders waited before, and meanwhile.
  Delays quiet_delays;
  Delays delays;
  // Why they could go on no longer; empty when they could.
  std::string bystander_failure;
  // Of the server, up to its end.
  std::size_t max_resident_bytes = 0;
  // Nothing when the server had not ended when it was no longer waited for.
  std::optional<int> exit_code;
};

struct SiegeOptions {
  // How long the assessors mark before the attack, and while it lasts.
  std::chrono::milliseconds quiet{1000};
  std::chrono::milliseconds attack{2000};
  // Of the server.
  std::size_t memory_limit_mib = 384;
  std::size_t max_files = 1024;
};

// Starts a real server, lets two assessors mark, attacks, and stops the server in the middle of it.
[[nodiscard]] Outcome besiege(const Attack& attack, const SiegeOptions& options);

}  // namespace regard::hostile

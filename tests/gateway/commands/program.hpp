#pragma once

#include <sys/wait.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

namespace regard::tests {

// What the program said, on both outputs, and how it ended.
struct Outcome {
  int exit_code = 0;
  std::string said;
};

// Runs a command as a shell does.
[[nodiscard]] inline Outcome run_command(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  std::array<char, 256> piece{};
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe)) {
    outcome.said.append(piece.data(), count);
  }
  outcome.exit_code = WEXITSTATUS(pclose(pipe));
  return outcome;
}

// Runs regard-server. `typed`: what comes on its standard input.
[[nodiscard]] inline Outcome run(const std::string& arguments, const std::string& typed = {}) {
  return run_command("printf '%s\\n' '" + typed + "' | " + std::string(REGARD_SERVER) + " " + arguments + " 2>&1");
}

}  // namespace regard::tests

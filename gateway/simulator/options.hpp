#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/simulator/schedule.hpp"

namespace regard::simulator {

// Exit codes, also told by --help.
enum ExitCode { kExitDone = 0, kExitInterviewFailed = 1, kExitWrongUsage = 2, kExitNoServer = 3 };

struct Options {
  std::string url = "ws://127.0.0.1:8080/ws";
  std::string token;
  // Files or directories.
  std::vector<std::string> scenario_paths;
  Cast cast;
  Pacing pacing;
  // 0: each scenario once.
  int count = 0;
  int concurrency = 1;
  bool loop = false;
  // Read the scenarios, say what they are, and connect to nothing.
  bool check_only = false;
};

// Reads the command line and the token. Without a value the program is to end with *exit_code; everything that had to
// be said (help, or what is wrong) was printed.
std::optional<Options> read_options(int argc, char** argv, int* exit_code);

}  // namespace regard::simulator

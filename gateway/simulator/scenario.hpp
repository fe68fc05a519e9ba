#pragma once

#include <string>
#include <vector>

#include "gateway/simulator/result.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::simulator {

constexpr const char* kCandidateId = "candidate";
constexpr const char* kInterlocutorId = "interlocutor";

// One thing that happens: `body` is published pause_s + duration_s after the step before it; of a turn its beginning
// and its parts come before that.
struct Step {
  // In the file, from 1; 0 for a step that the file implies (joining, leaving).
  int line = 0;
  double pause_s = 0;
  // How long the turn takes; 0 for everything else.
  double duration_s = 0;
  v1::EventBody body;
};

// A scripted interview, valid: whoever speaks is present, holds are resumed, e-mails answer earlier ones.
struct Scenario {
  std::string path;
  // Without persons: the cast is chosen when the scenario is played.
  v1::InterviewOpened opening;
  std::vector<Step> steps;
  std::string close_reason;
};

// Reads one scenario file. The error names file and line and says what is wrong.
Result<Scenario> load_scenario(const std::string& path);
// The same from text; `path` is only for errors.
Result<Scenario> parse_scenario(const std::string& text, const std::string& path);
// A file, or all *.yaml of a directory in the order of their names; the first error ends it.
Result<std::vector<Scenario>> load_scenarios(const std::string& file_or_directory);

}  // namespace regard::simulator

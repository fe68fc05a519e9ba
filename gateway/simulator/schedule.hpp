#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/simulator/scenario.hpp"

namespace regard::simulator {

// Who plays: logins, which the server resolves to persons.
struct Cast {
  std::string candidate_login;
  // As the conversation shows it.
  std::string candidate_name;
  std::vector<std::string> assessor_logins;
  // Empty when the interlocutor exists in the script only.
  std::string role_player_login;
};

struct Pacing {
  // 2 plays twice as fast; 0 makes everything due at once.
  double speed = 1;
  // The same seed gives the same pauses.
  std::uint64_t seed = 0;
};

struct PlannedEvent {
  // Since the opening.
  std::int64_t at_ms = 0;
  v1::EventBody body;
};

// In order; the first is the opening, the last the closing.
using Schedule = std::vector<PlannedEvent>;

// Turns a scenario into what is published when. Pure. `interview_id` keeps the Message-IDs of several plays apart.
Schedule make_schedule(const Scenario& scenario, const Cast& cast, const Pacing& pacing,
                       const std::string& interview_id);

}  // namespace regard::simulator

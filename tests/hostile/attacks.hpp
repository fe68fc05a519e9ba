#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/hostile/swarm.hpp"

namespace regard::hostile {

// What an attacker knows and has.
struct Scene {
  unsigned short port = 0;
  // Of the attack's own account: a candidate, an organiser, an assessor.
  std::string cookie;
  // Of the integration.
  std::string token;
  // An interview of the candidate's, with some thousand events: what it may read.
  std::string interview_id;
  // More of them, live, e-mails.
  std::vector<std::string> email_ids;
};

struct Attack {
  std::string_view name;
  // Whose account it is made with; empty: nobody's.
  std::string_view login;
  std::vector<Conduct> (*conducts)(const Scene& scene);
};

// Each was seen to stop or to kill the server before there were budgets.
[[nodiscard]] const std::vector<Attack>& attacks();

}  // namespace regard::hostile

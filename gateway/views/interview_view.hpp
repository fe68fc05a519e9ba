#pragma once

#include "observer/access/access_rules.hpp"
#include "observer/interview/interview_summary.hpp"
#include "regard/v1/api/interviews.pb.h"

namespace regard::gateway {

// Whether somebody may see the interview in a list at all.
[[nodiscard]] bool may_see(const observer::InterviewSummary& interview, observer::Reader reader);

// The interview as somebody may see it: only recordings that they may read are named.
[[nodiscard]] v1::Interview describe(const observer::InterviewSummary& interview, observer::Reader reader);

}  // namespace regard::gateway

#pragma once

#include <cstdint>
#include <functional>

#include "gateway/http/router.hpp"
#include "observer/accounts/account.hpp"
#include "observer/ports/catalogue.hpp"
#include "regard/v1/api/interviews.pb.h"

namespace regard::gateway {

struct InterviewsParts {
  observer::Catalogue& catalogue;
  // The trusted clock. Thread: the gateway's.
  std::function<std::int64_t()> mono_ns;
  // Whether somebody of this role may see interviews that they have no part in. Thread: the gateway's.
  std::function<bool(v1::Role)> sees_every_interview;
  // Thread of these two: the catalogue's. They know nothing but what they are given.
  std::function<bool(const observer::InterviewSummary&, const observer::Account&)> may_see;
  std::function<v1::Interview(const observer::InterviewSummary&, const observer::Account&)> describe;
};

// GET /api/interviews and GET /api/interviews/{id}. The catalogue must outlive the router.
void add_interviews(Router& router, InterviewsParts parts);

}  // namespace regard::gateway

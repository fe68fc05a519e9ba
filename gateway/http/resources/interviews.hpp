#pragma once

#include <cstdint>
#include <functional>

#include "gateway/http/router.hpp"
#include "observer/ports/catalogue.hpp"
#include "observer/referential/referential.hpp"

namespace regard::gateway {

struct InterviewsParts {
  observer::Catalogue& catalogue;
  // The trusted clock. Thread: the gateway's.
  std::function<std::int64_t()> mono_ns;
  // Says which blocks there are.
  const observer::Referential& referential;
};

// GET /api/interviews and GET /api/interviews/{id}. What the parts refer to must outlive the router.
void add_interviews(Router& router, InterviewsParts parts);

}  // namespace regard::gateway

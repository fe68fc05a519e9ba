#pragma once

#include <functional>
#include <string>

#include "gateway/http/router.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

struct StatusParts {
  std::string version;
  std::function<v1::StoreStatus()> store_status;
  std::function<std::size_t()> live_interview_count;
  std::function<std::size_t()> connection_count;
};

// GET /api/status: is the server fit to record? Strangers learn this, organisers also how it is.
void add_status(Router& router, StatusParts parts);

}  // namespace regard::gateway

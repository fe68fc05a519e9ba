#pragma once

#include <string>
#include <vector>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/http/api.hpp"
#include "gateway/http/static_files.hpp"
#include "gateway/live/live_hub.hpp"

namespace regard::gateway {

// What every connection is served from. Thread: the gateway's.
struct Site {
  LiveHub& hub;
  AccountDirectory& directory;
  Api& api;
  const StaticFiles& pages;
  const std::vector<std::string>& allowed_origins;
  bool has_echo = false;
};

}  // namespace regard::gateway

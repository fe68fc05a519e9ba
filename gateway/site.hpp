#pragma once

#include <string>
#include <vector>

#include "gateway/account_directory.hpp"
#include "gateway/api.hpp"
#include "gateway/live_hub.hpp"
#include "gateway/static_files.hpp"

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

#pragma once

#include <expected>
#include <string>
#include <vector>

#include "gateway/commands/options.hpp"
#include "gateway/delivery/delivery.hpp"

namespace regard::gateway {

// Where the options say that checkpoints are taken to. The error is one sentence.
[[nodiscard]] std::expected<std::vector<Delivery::Route>, std::string> checkpoint_routes(const ServeOptions& options);

}  // namespace regard::gateway

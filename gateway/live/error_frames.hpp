#pragma once

#include "observer/refusal.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

// A refusal of the domain in the words of the protocol.
[[nodiscard]] v1::ServerFrame error_frame(const observer::Refusal& refusal);
[[nodiscard]] v1::ServerFrame error_frame(v1::ErrorCode code, std::string message, std::string field = {});

}  // namespace regard::gateway

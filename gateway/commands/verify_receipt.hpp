#pragma once

#include "gateway/commands/options.hpp"

namespace regard::gateway {

// The part of `verify` that concerns a receipt; returns the exit code.
[[nodiscard]] int verify_receipt(const VerifyOptions& options);

}  // namespace regard::gateway

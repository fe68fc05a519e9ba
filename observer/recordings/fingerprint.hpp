#pragma once

#include <cstdint>
#include <string_view>

#include "observer/ports/people.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {

// Tells what was brought from what comes under the same name later, within the process. Zero: not known.
using Fingerprint = std::uint64_t;

// Of the part that its author decides: the same for what was brought and for what is kept of it, into which the server
// has written names and versions. `payload` is the body, serialized.
[[nodiscard]] Fingerprint fingerprint_of(const People& people, const v1::EventBody& body, std::string_view payload);

}  // namespace regard::observer

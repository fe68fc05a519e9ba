#pragma once

#include <string>

#include "observer/field_checks.hpp"
#include "regard/v1/api/interviews.pb.h"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {

// The word by which the schema names a kind of body: "spoken_turn".
[[nodiscard]] std::string kind_name(v1::EventBody::KindCase kind);

// Refuses a body without a kind, and a kind that the role never publishes. Whose interview or marking it is, is asked
// elsewhere: the role alone is looked at here.
[[nodiscard]] MaybeRefusal check_role(v1::EventBody::KindCase kind, v1::Role role);

// Refuses a kind that does not belong in recordings of this kind.
[[nodiscard]] MaybeRefusal check_place(v1::EventBody::KindCase kind, v1::RecordingKind recording_kind);

}  // namespace regard::observer

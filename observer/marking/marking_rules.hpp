#pragma once

#include "observer/event.hpp"
#include "observer/field_checks.hpp"
#include "observer/interview/interview.hpp"
#include "observer/referential/referential.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {

// Refuses what does not fit the marking's present state, an author who is not its assessor, and marks that name no
// rateable item of the interview's block or no place in the interview. Requires: the author may read the marking, and
// the role may publish the kind (publishing_rules.hpp).
[[nodiscard]] MaybeRefusal check_marking_event(const Referential& referential, const Interview& interview,
                                               const Marking& marking, const Author& author, const v1::EventBody& body);

}  // namespace regard::observer

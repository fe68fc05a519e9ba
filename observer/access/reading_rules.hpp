#pragma once

#include "observer/interview/interview.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {

// Whether somebody may read the interview's conversation.
[[nodiscard]] bool may_read_conversation(const Interview& interview, AccountId account_id, v1::Role role);

// The seal: whether somebody may read one of the interview's markings. Until the interview is unsealed its assessor
// alone; then its other assessors, quality managers and organisers too.
[[nodiscard]] bool may_read_marking(const Interview& interview, const Marking& marking, AccountId account_id,
                                    v1::Role role);

}  // namespace regard::observer

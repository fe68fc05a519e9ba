#pragma once

#include <string>

#include "regard/v1/frame.pb.h"

namespace regard::observer {

// Why something asked is not done: becomes regard.v1.Error (or an ApiError) for the asker.
struct Refusal {
  v1::ErrorCode code = v1::ERROR_CODE_UNSPECIFIED;
  // In plain English; says what was wrong.
  std::string message;
  // Path of the offending field in the published frame ("body.mark.indicator_code"); empty when no one field is to
  // blame.
  std::string field;
};

}  // namespace regard::observer

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "observer/access/seats.hpp"
#include "observer/uuid.hpp"
#include "regard/v1/interview.pb.h"

namespace regard::observer {

// What a list says of one marking.
struct MarkingSummary {
  RecordingId recording_id;
  // Nil when the opening of the marking was erased.
  AccountId assessor_id;
  std::string assessor_name;
  bool is_closed = false;
};

// What a list says of one interview, live or long closed.
struct InterviewSummary {
  RecordingId interview_id;
  // Empty when the opening was erased.
  v1::InterviewOpened opened;
  Seats seats;
  std::int64_t opened_mono_ns = 0;
  std::int64_t opened_wall_ns = 0;
  // 0 while live.
  std::int64_t closed_mono_ns = 0;
  // In the order in which they were opened.
  std::vector<MarkingSummary> markings;
  // Nil when the role-player was given none.
  RecordingId brief_id{};
  // Until the interview and all its markings are closed.
  bool is_sealed = true;

  [[nodiscard]] bool is_live() const { return closed_mono_ns == 0; }
};

}  // namespace regard::observer

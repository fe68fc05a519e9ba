#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>

#include "observer/uuid.hpp"

namespace regard::observer {

// One assessor's marks in one interview: the state of one marking recording.
struct Marking {
  RecordingId recording_id;
  // Nil when the opening was erased.
  AccountId assessor_id;
  std::string assessor_name;
  // Every mark ever made, withdrawn ones too: a correction may bring one back.
  std::unordered_set<Uuid> mark_ids;
  // Those that are withdrawn now.
  std::unordered_set<Uuid> withdrawn_mark_ids;
  // An event of the marking was erased: there are marks whose ids are not known.
  bool is_incomplete = false;
  // Of the closing event; 0 while the assessor marks. The seal waits until that event is committed.
  std::uint64_t closed_sequence = 0;
  bool closing_is_committed = false;

  [[nodiscard]] bool is_closed() const { return closed_sequence != 0; }
};

}  // namespace regard::observer

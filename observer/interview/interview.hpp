#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "observer/event.hpp"

namespace regard::observer {

// One assessor's marks in one interview: the state of one marking recording.
struct Marking {
  RecordingId recording_id;
  AccountId assessor_id;
  std::string assessor_name;
  // Every mark ever made, withdrawn ones too: a correction may bring one back.
  std::unordered_set<Uuid> mark_ids;
  // Those that are withdrawn now.
  std::unordered_set<Uuid> withdrawn_mark_ids;
  // Of the closing event; 0 while the assessor marks. The seal waits until that event is committed.
  std::uint64_t closed_sequence = 0;
  bool closing_is_committed = false;

  [[nodiscard]] bool is_closed() const { return closed_sequence != 0; }
};

// The state of one interview, folded from the events of its recordings. Holds what rules need, not the conversation.
struct Interview {
  RecordingId interview_id;
  v1::InterviewOpened opened;
  std::int64_t opened_mono_ns = 0;
  std::int64_t opened_wall_ns = 0;
  // 0 while live, both.
  std::int64_t closed_mono_ns = 0;
  std::uint64_t closed_sequence = 0;
  bool closing_is_committed = false;
  // Participants present now, and those who are on hold.
  std::unordered_set<std::string> present_participants;
  std::unordered_set<std::string> holding_participants;
  // In the order of opened.assessors.
  std::vector<Marking> markings;

  [[nodiscard]] bool is_live() const { return closed_mono_ns == 0; }
  // Rounded up to the next millisecond; nothing while live.
  [[nodiscard]] std::optional<std::int64_t> length_ms() const;
  // True until the interview and all its markings are closed, and that is on disk: a seal that was lifted never comes
  // back, not even after a failed commit.
  [[nodiscard]] bool is_sealed() const;
  [[nodiscard]] bool is_candidate(AccountId account) const;
  [[nodiscard]] bool is_role_player(AccountId account) const;
  [[nodiscard]] bool is_assessor(AccountId account) const;
};

// Folds a stamped event of the interview's conversation. False when it cannot be part of it: the journal is damaged.
[[nodiscard]] bool fold_conversation_event(Interview& interview, const EventHeader& header, const v1::EventBody& body);

// The same for an event of one of the interview's marking recordings.
[[nodiscard]] bool fold_marking_event(Marking& marking, const EventHeader& header, const v1::EventBody& body);

}  // namespace regard::observer

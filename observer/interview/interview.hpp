#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "observer/access/seats.hpp"
#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"
#include "regard/v1/interview.pb.h"

namespace regard::observer {

// A turn that goes on: not its words, but how many characters they are so far.
struct TurnUnderWay {
  std::string turn_id;
  std::size_t length_chars = 0;
};

// The state of one interview, folded from the events of its conversation. Holds what rules need, not what was said.
struct Interview {
  RecordingId interview_id;
  // Empty when the opening was erased.
  v1::InterviewOpened opened;
  bool opening_is_erased = false;
  Seats seats;
  std::int64_t opened_mono_ns = 0;
  std::int64_t opened_wall_ns = 0;
  // 0 while live, both.
  std::int64_t closed_mono_ns = 0;
  std::uint64_t closed_sequence = 0;
  bool closing_is_committed = false;
  // Participants present now, and those who are on hold.
  std::unordered_set<std::string> present_participants;
  std::unordered_set<std::string> holding_participants;
  // Who is speaking: one turn a participant.
  std::unordered_map<std::string, TurnUnderWay> turns_under_way;
  // The turns, chat messages and e-mails: what a mark may name. Some 50 bytes each.
  std::unordered_set<EventId> message_event_ids;
  // An event of the conversation was erased: who is present is no longer certain.
  bool is_incomplete = false;

  [[nodiscard]] bool is_live() const { return closed_mono_ns == 0; }
  // Rounded up to the next millisecond; nothing while live.
  [[nodiscard]] std::optional<std::int64_t> length_ms() const;
};

// Refuses what does not occur on the interview's channel, unless its opening was erased: then nobody knows.
[[nodiscard]] MaybeRefusal check_channel(const Attempt& attempt, bool fits);

}  // namespace regard::observer

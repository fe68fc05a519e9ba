#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "observer/event.hpp"
#include "storage/journal/chain.hpp"
#include "storage/journal/stored_event.hpp"

namespace regard::storage {

struct ChainFault {
  observer::RecordingId recording_id;
  std::uint64_t sequence = 0;
  // In plain English: "the payload does not match its digest".
  std::string what;
};

// Checks the chains of all recordings in one pass over the journal, whatever engine keeps it. Holds one head a
// recording.
class ChainWalk {
 public:
  // Takes the next event in commit order and says what is wrong with it, if anything. Goes on from what is stored, so
  // that one altered event is one fault (or two, when it is the chain value itself) and not one for every event after
  // it.
  [[nodiscard]] std::optional<ChainFault> next(const StoredEvent& event);

  // For a walk that does not begin at the journal's beginning: whether an event of the recording was seen, and where
  // its chain goes on.
  [[nodiscard]] bool has_seen(const observer::RecordingId& recording_id) const { return heads_.contains(recording_id); }
  void begin_at(const observer::RecordingId& recording_id, std::uint64_t sequence, const Digest& chain) {
    heads_[recording_id] = {sequence, chain};
  }

  [[nodiscard]] std::size_t recording_count() const { return heads_.size(); }

 private:
  struct Head {
    std::uint64_t sequence = 0;
    Digest chain{};
  };
  std::unordered_map<observer::RecordingId, Head> heads_;
};

}  // namespace regard::storage

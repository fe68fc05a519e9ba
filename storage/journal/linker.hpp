#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "observer/ports/random.hpp"
#include "storage/journal/engine.hpp"

namespace regard::storage {

// Makes events links of their recordings' chains: sequence, salt, digest, chain (see chain.hpp), whatever the engine.
// Used on the thread that commits.
class Linker {
 public:
  // `random` makes the salts. Both must outlive the linker.
  Linker(WritingEngine& engine, observer::Random& random) : engine_(engine), random_(random) {}

  // Links the events, each behind the one before it in its recording, and commits them together. After a failure every
  // later call fails with the same reason.
  [[nodiscard]] Done commit(std::span<const observer::StampedEvent> events);

 private:
  [[nodiscard]] Done link(std::span<const observer::StampedEvent> events);
  [[nodiscard]] Found<Head*> head_of(const observer::RecordingId& recording_id);
  [[nodiscard]] Done link(const observer::StampedEvent& event, Link& made);

  WritingEngine& engine_;
  observer::Random& random_;
  // Of the recordings that are being written, asked of the engine when first needed.
  std::unordered_map<observer::RecordingId, Head> heads_;
  // Used again batch after batch: they soon allocate no more.
  std::vector<Link> links_;
  std::vector<LinkedEvent> linked_;
  std::optional<observer::StoreFailure> poison_;
};

}  // namespace regard::storage

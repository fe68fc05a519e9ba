#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/evidence/checkpoint.hpp"
#include "storage/evidence/tiled_tree.hpp"
#include "storage/journal/stored_event.hpp"

namespace regard::storage {

// Holds a journal against checkpoints that were signed over it, in one pass. Chains alone cannot show what whoever owns
// the file has made anew: events that were cut off, dropped or replaced, with chains that hold.
class CheckpointAudit {
 public:
  // In any order.
  explicit CheckpointAudit(std::vector<Checkpoint> checkpoints);

  // Every event, in commit order.
  void next(const StoredEvent& event);
  // Behind the last one.
  struct Finding {
    // What was signed that the journal holds as it was: the newest.
    std::optional<Checkpoint> newest_held;
    std::size_t held_count = 0;
    // One sentence for each checkpoint that does not hold.
    std::vector<std::string> faults;
  };
  [[nodiscard]] Finding finish();

 private:
  void compare();

  std::vector<Checkpoint> checkpoints_;
  std::size_t next_ = 0;
  TiledTree tree_;
  Finding finding_;
};

}  // namespace regard::storage

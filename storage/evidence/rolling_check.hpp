#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/evidence/tree_database.hpp"
#include "storage/journal/engine.hpp"

namespace regard::storage {

// What does not verify in a journal that is served.
struct EvidenceFault {
  // Nil where it is not one recording that is at fault.
  observer::RecordingId recording_id;
  std::uint64_t sequence = 0;
  // In plain English.
  std::string what;
};

// Holds the journal against its chains and its tree, a part at a time, round and round: in the memory of one part. What
// is damaged so that it cannot be read is a fault; the failure is what passes, and the same part is then the next one
// again. One thread at a time.
class RollingCheck {
 public:
  // Must outlive this object.
  explicit RollingCheck(ReadingEngine& journal) : journal_(journal) {}

  using Faults = std::vector<EvidenceFault>;
  // The last kCheckedAtStart events of the tree.
  [[nodiscard]] Found<Faults> check_newest(const TreeDatabase& tree);
  // The next kCheckedAtATime, from the first event on.
  [[nodiscard]] Found<Faults> check_next(const TreeDatabase& tree);

  // How many events were checked of this round, and how many rounds before it.
  [[nodiscard]] std::uint64_t checked_count() const { return next_tile_ * kTileLeaves; }
  [[nodiscard]] std::uint64_t round_count() const { return round_count_; }

 private:
  // Full tiles; with the leaves behind the last one if `with_tail`.
  struct Range {
    std::uint64_t first_tile = 0;
    std::uint64_t tile_count = 0;
    bool with_tail = false;
  };
  [[nodiscard]] Found<Faults> check(const TreeDatabase& tree, const Range& range);
  // Tile by tile: what can be read of a range that cannot be read as a whole.
  [[nodiscard]] Found<Faults> check_apart(const TreeDatabase& tree, const Range& range);

  ReadingEngine& journal_;
  std::uint64_t next_tile_ = 0;
  std::uint64_t round_count_ = 0;
};

}  // namespace regard::storage

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

// Holds the journal against its chains and its tree, a part at a time, round and round: in the memory of one part. One
// thread at a time.
class RollingCheck {
 public:
  // Both must outlive this object.
  RollingCheck(ReadingEngine& journal, const TreeDatabase& tree) : journal_(journal), tree_(tree) {}

  using Faults = std::vector<EvidenceFault>;
  // The last kCheckedAtStart events of the tree.
  [[nodiscard]] Found<Faults> check_newest();
  // The next kCheckedAtATime, from the first event on.
  [[nodiscard]] Found<Faults> check_next();

  // How many events were checked of this round, and how many rounds before it.
  [[nodiscard]] std::uint64_t checked_count() const { return next_tile_ * kTileLeaves; }
  [[nodiscard]] std::uint64_t round_count() const { return round_count_; }

 private:
  // Full tiles; with the leaves behind the last one if `with_tail`.
  [[nodiscard]] Found<Faults> check(std::uint64_t first_tile, std::uint64_t tile_count, bool with_tail);

  ReadingEngine& journal_;
  const TreeDatabase& tree_;
  std::uint64_t next_tile_ = 0;
  std::uint64_t round_count_ = 0;
};

}  // namespace regard::storage

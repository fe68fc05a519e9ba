#include "storage/evidence/rolling_check.hpp"

#include <algorithm>

#include "storage/journal/chain_walk.hpp"

namespace regard::storage {
namespace {

// One part of the journal, event by event.
class Part {
 public:
  Part(ReadingEngine& journal, const TreeDatabase& tree, std::uint64_t first_tile)
      : journal_(journal), tree_(tree), tile_(first_tile) {}

  void visit(const StoredEvent& event) {
    const observer::EventHeader& header = event.header;
    if (header.sequence > 1 && !chains_.has_seen(header.recording_id)) take_up(header);
    if (auto fault = chains_.next(event)) {
      faults.push_back({fault->recording_id, fault->sequence, std::move(fault->what)});
    }
    leaves_.push_back(hash_leaf(event.chain));
    if (leaves_.size() == kTileLeaves) compare();
  }

  RollingCheck::Faults faults;

 private:
  // The chain of a recording that began before the part.
  void take_up(const observer::EventHeader& header) {
    const auto before = journal_.find(header.recording_id, header.sequence - 1);
    if (before && *before) chains_.begin_at(header.recording_id, header.sequence - 1, (*before)->event.chain);
  }

  void compare() {
    const bool is_known = tile_ < tree_.tree().tile_count();
    if (is_known && root_of(leaves_) != tree_.tree().subtree(tile_ * kTileLeaves, (tile_ + 1) * kTileLeaves, {})) {
      faults.push_back({{},
                        0,
                        "events " + std::to_string(tile_ * kTileLeaves + 1) + " to " +
                            std::to_string((tile_ + 1) * kTileLeaves) + " of the journal are not those of its tree"});
    }
    leaves_.clear();
    ++tile_;
  }

  ReadingEngine& journal_;
  const TreeDatabase& tree_;
  std::uint64_t tile_;
  ChainWalk chains_;
  TiledTree::Tile leaves_;
};

}  // namespace

Found<RollingCheck::Faults> RollingCheck::check_newest() {
  constexpr std::uint64_t kTiles = kCheckedAtStart / kTileLeaves;
  const std::uint64_t tile_count = tree_.tree().tile_count();
  const std::uint64_t first = tile_count - std::min(tile_count, kTiles);
  return check(first, tile_count - first, true);
}

Found<RollingCheck::Faults> RollingCheck::check_next() {
  constexpr std::uint64_t kTiles = kCheckedAtATime / kTileLeaves;
  const std::uint64_t count = std::min(tree_.tree().tile_count() - next_tile_, kTiles);
  auto faults = check(next_tile_, count, count < kTiles);
  next_tile_ += count;
  if (count < kTiles) {
    next_tile_ = 0;
    ++round_count_;
  }
  return faults;
}

Found<RollingCheck::Faults> RollingCheck::check(std::uint64_t first_tile, std::uint64_t tile_count, bool with_tail) {
  Part part{journal_, tree_, first_tile};
  const std::uint64_t tail = with_tail ? tree_.tree().size() % kTileLeaves : 0;
  const Walk walk{.after = tree_.begin_of_tile(first_tile), .limit = tile_count * kTileLeaves + tail};
  if (walk.limit == 0) return Faults{};
  std::uint64_t count = 0;
  const auto walked = journal_.walk(walk, [&](Position, const StoredEvent& event) {
    ++count;
    part.visit(event);
  });
  if (!walked) return std::unexpected(walked.error());
  if (count < walk.limit) part.faults.push_back({{}, 0, "the journal holds fewer events than it did"});
  return std::move(part.faults);
}

}  // namespace regard::storage

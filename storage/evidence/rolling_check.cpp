#include "storage/evidence/rolling_check.hpp"

#include <algorithm>
#include <iterator>

#include "storage/journal/chain_walk.hpp"

namespace regard::storage {
namespace {

// "events 257 to 512"; of leaves that become more, from where on.
std::string name_of(std::uint64_t first_tile, bool is_tail) {
  const std::uint64_t before = first_tile * kTileLeaves;
  if (is_tail) return "events behind the first " + std::to_string(before);
  return "events " + std::to_string(before + 1) + " to " + std::to_string(before + kTileLeaves);
}

// One part of the journal, event by event.
class Part {
 public:
  Part(ReadingEngine& journal, const TreeDatabase& tree, std::uint64_t first_tile)
      : journal_(journal), tree_(tree), tile_(first_tile) {}

  void visit(const StoredEvent& event) {
    const observer::EventHeader& header = event.header;
    const bool goes_on = header.sequence == 1 || chains_.has_seen(header.recording_id) || take_up(event);
    if (auto fault = goes_on ? chains_.next(event) : std::nullopt) {
      faults.push_back({fault->recording_id, fault->sequence, std::move(fault->what)});
    }
    leaves_.push_back(hash_leaf(event.chain));
    if (leaves_.size() == kTileLeaves) compare();
  }

  // The leaves that fill no tile. Of a tile that was full some are missing: that is told by their number.
  void finish() {
    if (!leaves_.empty() && tile_ >= tree_.tree().tile_count()) compare();
  }

  RollingCheck::Faults faults;
  // What kept an event from being looked at, and passes.
  Done done;

 private:
  // The chain of a recording that began before the part; false when it can be taken up behind the event alone.
  bool take_up(const StoredEvent& event) {
    const observer::EventHeader& header = event.header;
    const auto before = journal_.find(header.recording_id, header.sequence - 1);
    if (before && *before) chains_.begin_at(header.recording_id, header.sequence - 1, (*before)->event.chain);
    if (before) return true;
    chains_.begin_at(header.recording_id, header.sequence, event.chain);
    if (before.error().is_damage) {
      faults.push_back({header.recording_id, header.sequence - 1, "cannot be read: " + before.error().reason});
    } else {
      done = std::unexpected(before.error());
    }
    return false;
  }

  void compare() {
    const std::uint64_t begin = tile_ * kTileLeaves;
    const bool is_full = leaves_.size() == kTileLeaves;
    if (root_of(leaves_) != tree_.tree().subtree(begin, begin + leaves_.size(), {})) {
      faults.push_back({{}, 0, name_of(tile_, !is_full) + " of the journal are not those of its tree"});
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

Found<RollingCheck::Faults> RollingCheck::check_newest(const TreeDatabase& tree) {
  constexpr std::uint64_t kTiles = kCheckedAtStart / kTileLeaves;
  const std::uint64_t tile_count = tree.tree().tile_count();
  const std::uint64_t first = tile_count - std::min(tile_count, kTiles);
  return check(tree, {.first_tile = first, .tile_count = tile_count - first, .with_tail = true});
}

Found<RollingCheck::Faults> RollingCheck::check_next(const TreeDatabase& tree) {
  constexpr std::uint64_t kTiles = kCheckedAtATime / kTileLeaves;
  // A tree that was made again may be shorter.
  next_tile_ = std::min(next_tile_, tree.tree().tile_count());
  const std::uint64_t count = std::min(tree.tree().tile_count() - next_tile_, kTiles);
  auto faults = check(tree, {.first_tile = next_tile_, .tile_count = count, .with_tail = count < kTiles});
  if (!faults) return faults;
  next_tile_ += count;
  if (count < kTiles) {
    next_tile_ = 0;
    ++round_count_;
  }
  return faults;
}

Found<RollingCheck::Faults> RollingCheck::check(const TreeDatabase& tree, const Range& range) {
  Part part{journal_, tree, range.first_tile};
  const std::uint64_t tail = range.with_tail ? tree.tree().size() % kTileLeaves : 0;
  const Walk walk{.after = tree.begin_of_tile(range.first_tile), .limit = range.tile_count * kTileLeaves + tail};
  if (walk.limit == 0) return Faults{};
  std::uint64_t count = 0;
  const auto walked = journal_.walk(walk, [&](Position, const StoredEvent& event) {
    ++count;
    part.visit(event);
  });
  if (!part.done) return std::unexpected(part.done.error());
  if (!walked && !walked.error().is_damage) return std::unexpected(walked.error());
  if (!walked && range.tile_count + (tail > 0 ? 1 : 0) > 1) return check_apart(tree, range);
  if (!walked) {
    return Faults{{{}, 0, name_of(range.first_tile, tail > 0) + " cannot be read: " + walked.error().reason}};
  }
  part.finish();
  if (count < walk.limit) part.faults.push_back({{}, 0, "the journal holds fewer events than it did"});
  return std::move(part.faults);
}

Found<RollingCheck::Faults> RollingCheck::check_apart(const TreeDatabase& tree, const Range& range) {
  Faults all;
  for (std::uint64_t i = 0; i < range.tile_count + (range.with_tail ? 1 : 0); ++i) {
    const bool is_tile = i < range.tile_count;
    auto faults = check(tree, {range.first_tile + i, is_tile ? 1U : 0U, !is_tile});
    if (!faults) return faults;
    std::ranges::move(*faults, std::back_inserter(all));
  }
  return all;
}

}  // namespace regard::storage

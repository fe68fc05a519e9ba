#pragma once

#include <memory>
#include <utility>

#include "storage/journal/engine.hpp"

namespace regard::storage::samples {

// What the journal answers in place of what was asked; nothing: it answers as it is.
struct ReadingTroubles {
  std::optional<observer::StoreFailure> of_find;
  std::optional<observer::StoreFailure> of_walk;
  std::optional<observer::StoreFailure> of_links;
  // Only walks over links that are no longer than that.
  std::size_t longest_of_links = SIZE_MAX;
};

// A journal that cannot be read at the moment, or in part.
class FailingReader final : public ReadingEngine {
 public:
  // `troubles` must outlive this object.
  FailingReader(std::unique_ptr<ReadingEngine> journal, const ReadingTroubles& troubles)
      : journal_(std::move(journal)), troubles_(troubles) {}

  Found<observer::Journal::Page> read(const observer::RecordingId& recording_id, std::uint64_t after_sequence,
                                      std::size_t limit) override {
    return journal_->read(recording_id, after_sequence, limit);
  }
  Found<std::vector<observer::RecordingId>> read_family(const observer::RecordingId& recording_id) override {
    return journal_->read_family(recording_id);
  }
  Found<std::optional<Head>> head(const observer::RecordingId& recording_id) override {
    return journal_->head(recording_id);
  }
  Found<std::optional<LocatedEvent>> find(const observer::RecordingId& recording_id, std::uint64_t sequence) override {
    if (troubles_.of_find) return std::unexpected(*troubles_.of_find);
    return journal_->find(recording_id, sequence);
  }
  Found<Position> walk(const Walk& walk, const Visitor& visitor) override {
    if (troubles_.of_walk) return std::unexpected(*troubles_.of_walk);
    return journal_->walk(walk, visitor);
  }
  Found<Position> walk_links(Position after, std::size_t limit, const LinkVisitor& visitor) override {
    if (troubles_.of_links && limit <= troubles_.longest_of_links) return std::unexpected(*troubles_.of_links);
    return journal_->walk_links(after, limit, visitor);
  }
  Found<Position> newest_position() override { return journal_->newest_position(); }
  Found<std::vector<std::string>> check_structure() override { return journal_->check_structure(); }

 private:
  std::unique_ptr<ReadingEngine> journal_;
  const ReadingTroubles& troubles_;
};

}  // namespace regard::storage::samples

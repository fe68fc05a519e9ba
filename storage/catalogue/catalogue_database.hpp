#pragma once

#include <functional>
#include <memory>
#include <string>

#include "observer/ports/catalogue.hpp"
#include "storage/catalogue/catalogue_queries.hpp"
#include "storage/catalogue/summary_rows.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// How far the catalogue has come.
struct CatalogueProgress {
  Position folded = 0;
  Position newest = 0;

  [[nodiscard]] int percent() const { return newest == 0 ? 100 : static_cast<int>(folded * 100 / newest); }
};

// The read model: what lists say of every interview, folded from the journal into a database of its own, which may be
// deleted at any time and is then made again. A failure of it is never one of the journal. One thread at a time.
class CatalogueDatabase final : public observer::CatalogueReader {
 public:
  // Opens or creates the file; one that is damaged, foreign, of another version or of another journal is replaced, and
  // `replaced` told why. `journal` is read on whatever thread uses the catalogue, and must outlive it. Nothing is
  // folded yet.
  using Replaced = std::function<void(const std::string& reason)>;
  [[nodiscard]] static Found<std::unique_ptr<CatalogueDatabase>> open(
      const std::string& path, ReadingEngine& journal, const Replaced& replaced = [](const std::string&) {});
  // Deletes the file, if it is there.
  [[nodiscard]] static Done remove(const std::string& path);

  // Folds what the journal holds beyond what was folded, in transactions of kMaxFoldEvents. `progress` is told after
  // each.
  using Progress = std::function<void(CatalogueProgress progress)>;
  [[nodiscard]] Done catch_up(const Progress& progress = [](CatalogueProgress) {});

  [[nodiscard]] Found<observer::InterviewPage> find(const observer::InterviewQuery& query) override;
  [[nodiscard]] Found<std::optional<observer::InterviewSummary>> find_one(observer::RecordingId interview_id) override;
  [[nodiscard]] Found<std::uint64_t> live_count() override { return queries_.live_count(); }
  [[nodiscard]] Found<std::uint64_t> interview_count() { return queries_.interview_count(); }

 private:
  CatalogueDatabase(Connection connection, SummaryRows rows, CatalogueQueries queries, ReadingEngine& journal)
      : connection_(std::move(connection)), rows_(std::move(rows)), queries_(std::move(queries)), journal_(journal) {}

  [[nodiscard]] static Found<std::unique_ptr<CatalogueDatabase>> open_sound(const std::string& path,
                                                                            ReadingEngine& journal);
  // Reads how far was folded; the failure: that was in another journal.
  [[nodiscard]] Done take_up_progress();
  [[nodiscard]] Found<std::string> chain_at(Position position);
  [[nodiscard]] Done note_progress(Position position);
  // One transaction. Gives the position up to which everything is folded.
  [[nodiscard]] Found<Position> fold_stretch(Position after);

  Connection connection_;
  SummaryRows rows_;
  CatalogueQueries queries_;
  ReadingEngine& journal_;
  // Up to where everything was folded.
  Position folded_ = 0;
};

}  // namespace regard::storage

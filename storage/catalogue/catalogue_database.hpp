#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

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

  // Folds what the journal holds beyond what was folded, in transactions of kMaxFoldEvents. `goes_on` is asked before
  // each, and ends it with a failure; `progress` is told after each.
  using Progress = std::function<void(CatalogueProgress progress)>;
  using GoesOn = std::function<bool()>;
  [[nodiscard]] Done catch_up(
      const Progress& progress = [](CatalogueProgress) {}, const GoesOn& goes_on = [] { return true; });

  [[nodiscard]] Found<observer::InterviewPage> find(const observer::InterviewQuery& query) override;
  [[nodiscard]] Found<std::optional<observer::InterviewSummary>> find_one(observer::RecordingId interview_id) override;
  [[nodiscard]] Found<std::uint64_t> live_count() override { return noted(queries_.live_count()); }
  [[nodiscard]] Found<std::uint64_t> interview_count() { return noted(queries_.interview_count()); }

  // Why something failed since this was asked last; nothing when all went well.
  [[nodiscard]] std::optional<std::string> take_fault() { return std::exchange(fault_, std::nullopt); }
  // Reads the whole file, and looks for each row in the indexes: about ten seconds for a million interviews.
  [[nodiscard]] bool is_sound();
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  CatalogueDatabase(std::string path, Connection connection, SummaryRows rows, CatalogueQueries queries,
                    ReadingEngine& journal)
      : path_(std::move(path)),
        connection_(std::move(connection)),
        rows_(std::move(rows)),
        queries_(std::move(queries)),
        journal_(journal) {}

  template <typename T>
  Found<T> noted(Found<T> found) {
    if (!found) fault_ = found.error().reason;
    return found;
  }

  [[nodiscard]] static Found<std::unique_ptr<CatalogueDatabase>> open_sound(const std::string& path,
                                                                            ReadingEngine& journal);
  // Reads how far was folded; the failure: that was in another journal.
  [[nodiscard]] Done take_up_progress();
  [[nodiscard]] Found<std::string> chain_at(Position position);
  [[nodiscard]] Done note_progress(Position position);
  // One transaction. Gives the position up to which everything is folded.
  [[nodiscard]] Found<Position> fold_stretch(Position after);
  [[nodiscard]] Done fold_all(const Progress& progress, const GoesOn& goes_on);
  // As it lies in the tables.
  [[nodiscard]] Found<std::optional<ListPlace>> place_of(const std::optional<observer::InterviewCursor>& cursor);
  [[nodiscard]] Found<observer::InterviewPage> find_page(const observer::InterviewQuery& query);
  [[nodiscard]] Found<std::optional<observer::InterviewSummary>> load_one(observer::RecordingId interview_id);

  std::string path_;
  Connection connection_;
  SummaryRows rows_;
  CatalogueQueries queries_;
  ReadingEngine& journal_;
  // Up to where everything was folded.
  Position folded_ = 0;
  std::optional<std::string> fault_;
};

}  // namespace regard::storage

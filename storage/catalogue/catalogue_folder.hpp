#pragma once

#include <map>
#include <optional>

#include "regard/v1/envelope.pb.h"
#include "storage/catalogue/summary_rows.hpp"
#include "storage/journal/engine.hpp"

namespace regard::storage {

// Folds a stretch of the journal into the tables: keeps what it touches in memory, and writes each interview once. For
// one stretch within one write transaction; after a failure the transaction must be rolled back.
class CatalogueFolder {
 public:
  // Both must outlive the folder. `journal` tells the family of a recording whose opening was erased.
  CatalogueFolder(SummaryRows& rows, ReadingEngine& journal) : rows_(rows), journal_(journal) {}

  [[nodiscard]] Done fold(const StoredEvent& event);
  // Writes what was folded.
  [[nodiscard]] Done store();

 private:
  // Null when the event belongs to no interview that is known: the journal is damaged there, and the list goes without.
  [[nodiscard]] Found<SummaryRow*> row_for(const StoredEvent& event, const v1::EventBody* body);
  [[nodiscard]] Found<SummaryRow*> open(const StoredEvent& event);
  [[nodiscard]] Found<SummaryRow*> row_of_interview(const observer::RecordingId& interview_id);
  [[nodiscard]] Found<SummaryRow*> row_of_marking(const observer::RecordingId& recording_id);
  [[nodiscard]] Found<observer::RecordingId> interview_of(const StoredEvent& event, const v1::EventBody* body);
  [[nodiscard]] Found<SummaryRow*> row(std::int64_t number);

  SummaryRows& rows_;
  ReadingEngine& journal_;
  std::map<std::int64_t, SummaryRow> touched_;
  // Numbers of the interviews and markings that were opened in this stretch.
  std::map<observer::RecordingId, std::int64_t> opened_;
  std::int64_t newest_number_ = 0;
};

}  // namespace regard::storage

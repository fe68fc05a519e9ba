#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "observer/interview/interview_summary.hpp"
#include "observer/ports/catalogue.hpp"
#include "storage/catalogue/listing.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// Days since 1970-01-01 (UTC).
[[nodiscard]] std::int64_t day_of(std::int64_t wall_ns);

// An interview as it lies in the catalogue's tables.
struct SummaryRow {
  std::int64_t number = 0;
  observer::InterviewSummary summary;
  // As the tables have it; nothing when they do not have the interview.
  std::optional<Listing> stored;
};

// Reads and writes summaries. The thread of the connection.
class SummaryRows {
 public:
  [[nodiscard]] static Found<SummaryRows> prepare(Connection& connection);

  [[nodiscard]] Found<std::optional<SummaryRow>> load(std::int64_t number);
  // 0 when there is none.
  [[nodiscard]] Found<std::int64_t> number_of_interview(const observer::RecordingId& interview_id);
  [[nodiscard]] Found<std::int64_t> number_of_marking(const observer::RecordingId& recording_id);
  [[nodiscard]] Found<std::int64_t> newest_number();

  // Puts the summary in place of what the tables have of it. Within a write transaction.
  [[nodiscard]] Done store(const SummaryRow& row);

 private:
  [[nodiscard]] Done load_markings(SummaryRow& row);
  [[nodiscard]] Done store_markings(const SummaryRow& row);
  [[nodiscard]] Done list(const SummaryRow& row, const observer::AccountId& scope);
  [[nodiscard]] Done store_words(const SummaryRow& row);
  [[nodiscard]] Done note_day(const SummaryRow& row);

  Statement load_;
  Statement load_markings_;
  Statement number_of_interview_;
  Statement number_of_marking_;
  Statement newest_number_;
  Statement store_;
  Statement store_marking_;
  Statement store_block_;
  Statement unlist_;
  Statement list_;
  Statement add_words_;
  Statement remove_words_;
  Statement note_day_;
};

}  // namespace regard::storage

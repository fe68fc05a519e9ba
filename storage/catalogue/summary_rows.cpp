#include "storage/catalogue/summary_rows.hpp"

#include <array>
#include <set>
#include <utility>

#include "storage/catalogue/search_words.hpp"

namespace regard::storage {
namespace {

using observer::InterviewState;
using observer::InterviewSummary;

constexpr std::string_view kLoad =
    "SELECT interview_id, state, opened, opened_mono_ns, opened_wall_ns, closed_mono_ns, integration, brief_id"
    " FROM interview"
    " WHERE number = ?1";
constexpr std::string_view kLoadMarkings =
    "SELECT recording_id, assessor_id, assessor_name, is_closed FROM marking WHERE number = ?1 ORDER BY place";
constexpr std::string_view kStore =
    "INSERT OR REPLACE INTO interview VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
constexpr std::string_view kStoreMarking = "INSERT OR REPLACE INTO marking VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view kUnlist =
    "DELETE FROM listing WHERE scope = ?1 AND state = ?2 AND channel = ?3 AND block_code = ?4 AND opened_wall_ns = ?5"
    " AND number = ?6";

constexpr std::string_view kNoteDay =
    "INSERT INTO opened_day VALUES (?1, ?2, ?2) ON CONFLICT (day) DO UPDATE SET"
    " first_number = min(first_number, ?2), last_number = max(last_number, ?2)";

// Everybody's list has the nil id.
std::set<observer::AccountId> scopes_of(const InterviewSummary& summary) {
  std::set<observer::AccountId> scopes = observer::accounts_in(summary.seats);
  scopes.insert(observer::AccountId{});
  return scopes;
}

InterviewSummary summary_in(const Statement& row) {
  InterviewSummary summary;
  summary.interview_id = {row.fixed_bytes<16>(0)};
  const bool is_read = summary.opened.ParseFromString(row.text(2));
  // What this program wrote it can read; a damaged file reads as an opening that was erased.
  if (is_read) summary.seats = observer::seats_in(summary.opened, {});
  summary.seats.integration = {row.fixed_bytes<16>(6)};
  summary.opened_mono_ns = row.integer(3);
  summary.opened_wall_ns = row.integer(4);
  summary.closed_mono_ns = row.integer(5);
  summary.brief_id = {row.fixed_bytes<16>(7)};
  summary.is_sealed = static_cast<InterviewState>(row.integer(1)) != InterviewState::unsealed;
  return summary;
}

std::int64_t as_integer(InterviewState state) { return static_cast<std::int64_t>(state); }

Found<std::int64_t> number_in(Statement& query) {
  auto row = query.step();
  if (!row) return std::unexpected(std::move(row.error()));
  const std::int64_t number = *row ? query.integer(0) : 0;
  query.reset();
  return number;
}

}  // namespace

std::int64_t day_of(std::int64_t wall_ns) {
  constexpr std::int64_t kNsADay = 86'400LL * 1'000'000'000;
  return wall_ns / kNsADay - (wall_ns % kNsADay < 0 ? 1 : 0);
}

Found<SummaryRows> SummaryRows::prepare(Connection& connection) {
  SummaryRows rows;
  const std::array<std::pair<Statement*, std::string_view>, 13> wanted = {{
      {&rows.load_, kLoad},
      {&rows.load_markings_, kLoadMarkings},
      {&rows.number_of_interview_, "SELECT number FROM interview WHERE interview_id = ?1"},
      {&rows.number_of_marking_, "SELECT number FROM marking WHERE recording_id = ?1"},
      {&rows.newest_number_, "SELECT coalesce(max(number), 0) FROM interview"},
      {&rows.store_, kStore},
      {&rows.store_marking_, kStoreMarking},
      {&rows.store_block_, "INSERT OR IGNORE INTO known_block VALUES (?1)"},
      {&rows.unlist_, kUnlist},
      {&rows.list_, "INSERT OR REPLACE INTO listing VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
      {&rows.add_words_, "INSERT INTO interview_words (rowid, text) VALUES (?1, ?2)"},
      {&rows.remove_words_, "INSERT INTO interview_words (interview_words, rowid, text) VALUES ('delete', ?1, ?2)"},
      {&rows.note_day_, kNoteDay},
  }};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = connection.prepare(sql);
    if (!prepared) return std::unexpected(std::move(prepared.error()));
    *statement = std::move(*prepared);
  }
  return rows;
}

Found<std::optional<SummaryRow>> SummaryRows::load(std::int64_t number) {
  load_.bind(1, number);
  auto found = load_.step();
  if (!found) return std::unexpected(std::move(found.error()));
  if (!*found) return std::nullopt;
  SummaryRow row{number, summary_in(load_), {}};
  load_.reset();
  if (auto loaded = load_markings(row); !loaded) return std::unexpected(std::move(loaded.error()));
  row.stored = listing_of(row.summary);
  return row;
}

Done SummaryRows::load_markings(SummaryRow& row) {
  load_markings_.bind(1, row.number);
  while (true) {
    auto found = load_markings_.step();
    if (!found) return std::unexpected(std::move(found.error()));
    if (!*found) return {};
    row.summary.markings.push_back({.recording_id = {load_markings_.fixed_bytes<16>(0)},
                                    .assessor_id = {load_markings_.fixed_bytes<16>(1)},
                                    .assessor_name = load_markings_.text(2),
                                    .is_closed = load_markings_.integer(3) != 0});
  }
}

Found<std::int64_t> SummaryRows::number_of_interview(const observer::RecordingId& interview_id) {
  number_of_interview_.bind(1, Bytes(interview_id.bytes));
  return number_in(number_of_interview_);
}

Found<std::int64_t> SummaryRows::number_of_marking(const observer::RecordingId& recording_id) {
  number_of_marking_.bind(1, Bytes(recording_id.bytes));
  return number_in(number_of_marking_);
}

Found<std::int64_t> SummaryRows::newest_number() { return number_in(newest_number_); }

Done SummaryRows::store(const SummaryRow& row) {
  const InterviewSummary& summary = row.summary;
  const std::string opened = summary.opened.SerializeAsString();
  store_.bind(1, row.number);
  store_.bind(2, Bytes(summary.interview_id.bytes));
  store_.bind(3, as_integer(listing_of(summary).state));
  store_.bind(4, std::int64_t{summary.opened.channel()});
  store_.bind(5, std::string_view(summary.opened.block_code()));
  store_.bind(6, Bytes(reinterpret_cast<const std::uint8_t*>(opened.data()), opened.size()));
  store_.bind(7, summary.opened_mono_ns);
  store_.bind(8, summary.opened_wall_ns);
  store_.bind(9, summary.closed_mono_ns);
  store_.bind(10, Bytes(summary.seats.integration.bytes));
  store_.bind(11, Bytes(summary.brief_id.bytes));
  Done done = store_.run();
  if (done) done = store_markings(row);
  store_block_.bind(1, std::string_view(summary.opened.block_code()));
  if (done) done = store_block_.run();
  for (const observer::AccountId& scope : scopes_of(summary)) {
    if (done) done = list(row, scope);
  }
  if (done) done = store_words(row);
  if (done) done = note_day(row);
  return done;
}

Done SummaryRows::store_markings(const SummaryRow& row) {
  std::int64_t place = 0;
  for (const observer::MarkingSummary& marking : row.summary.markings) {
    store_marking_.bind(1, row.number);
    store_marking_.bind(2, place++);
    store_marking_.bind(3, Bytes(marking.recording_id.bytes));
    store_marking_.bind(4, Bytes(marking.assessor_id.bytes));
    store_marking_.bind(5, std::string_view(marking.assessor_name));
    store_marking_.bind(6, std::int64_t{marking.is_closed});
    if (auto stored = store_marking_.run(); !stored) return stored;
  }
  return {};
}

Done SummaryRows::list(const SummaryRow& row, const observer::AccountId& scope) {
  const auto run = [&](Statement& statement, InterviewState state) {
    statement.bind(1, Bytes(scope.bytes));
    statement.bind(2, as_integer(state));
    statement.bind(3, std::int64_t{row.summary.opened.channel()});
    statement.bind(4, std::string_view(row.summary.opened.block_code()));
    statement.bind(5, row.summary.opened_wall_ns);
    statement.bind(6, row.number);
    return statement.run();
  };
  const InterviewState state = listing_of(row.summary).state_for(scope);
  if (row.stored && row.stored->state_for(scope) != state) {
    if (auto unlisted = run(unlist_, row.stored->state_for(scope)); !unlisted) return unlisted;
  }
  return run(list_, state);
}

// The index of words keeps no text: to take an interview out it has to be told what it was given.
Done SummaryRows::store_words(const SummaryRow& row) {
  const auto run = [&](Statement& statement, const Listing& listing) {
    const std::string text = indexed_text(row.summary, listing);
    statement.bind(1, row.number);
    statement.bind(2, std::string_view(text));
    return statement.run();
  };
  const Listing listing = listing_of(row.summary);
  if (row.stored == listing) return {};
  if (row.stored) {
    if (auto removed = run(remove_words_, *row.stored); !removed) return removed;
  }
  return run(add_words_, listing);
}

Done SummaryRows::note_day(const SummaryRow& row) {
  if (row.stored) return {};
  note_day_.bind(1, day_of(row.summary.opened_wall_ns));
  note_day_.bind(2, row.number);
  return note_day_.run();
}

}  // namespace regard::storage

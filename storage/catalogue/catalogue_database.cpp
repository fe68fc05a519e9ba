#include "storage/catalogue/catalogue_database.hpp"

#include <filesystem>
#include <utility>

#include "observer/interview/summary_fold.hpp"
#include "storage/catalogue/catalogue_folder.hpp"
#include "storage/catalogue/catalogue_schema.hpp"
#include "storage/catalogue/limits.hpp"

namespace regard::storage {
namespace {

// NORMAL: what a power cut takes is folded again.
constexpr const char* kSettings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;";

Done create(Connection& connection) {
  auto transaction = Transaction::begin(connection, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  Done done = connection.execute(std::string(kCatalogueSchema));
  if (done) {
    done = connection.execute("PRAGMA application_id = " + std::to_string(kCatalogueApplicationId) +
                              "; PRAGMA user_version = " + std::to_string(kCatalogueVersion));
  }
  return done ? transaction->commit() : done;
}

// Whether the file is a catalogue of this program's. The failure: it is no sound database at all.
Found<bool> is_ours(Connection& connection) {
  const auto application_id = connection.integer("PRAGMA application_id");
  if (!application_id) return std::unexpected(application_id.error());
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  return *application_id == kCatalogueApplicationId && *version == kCatalogueVersion;
}

Done prepare_file(Connection& connection) {
  if (auto set = connection.execute(kSettings); !set) return set;
  const auto table_count = connection.integer("SELECT count(*) FROM sqlite_schema");
  if (!table_count) return std::unexpected(table_count.error());
  if (*table_count == 0) return create(connection);
  const auto ours = is_ours(connection);
  if (!ours) return std::unexpected(ours.error());
  if (*ours) return {};
  return std::unexpected(observer::StoreFailure{"is no catalogue of this version"});
}

}  // namespace

Done CatalogueDatabase::remove(const std::string& path) {
  for (const char* ending : {"", "-wal", "-shm"}) {
    std::error_code error;
    std::filesystem::remove(path + ending, error);
    if (error) {
      return std::unexpected(
          observer::StoreFailure{"the catalogue " + path + " cannot be deleted: " + error.message()});
    }
  }
  return {};
}

Found<std::unique_ptr<CatalogueDatabase>> CatalogueDatabase::open(const std::string& path, ReadingEngine& journal,
                                                                  const Replaced& replaced) {
  auto opened = open_sound(path, journal);
  if (opened) return opened;
  // Whatever is wrong with it: it holds nothing that the journal does not hold.
  replaced(opened.error().reason);
  if (auto removed = remove(path); !removed) return std::unexpected(std::move(removed.error()));
  return open_sound(path, journal);
}

Found<std::unique_ptr<CatalogueDatabase>> CatalogueDatabase::open_sound(const std::string& path,
                                                                        ReadingEngine& journal) {
  const auto fail = [&](const observer::StoreFailure& failure) {
    return std::unexpected(observer::StoreFailure{"the catalogue " + path + " cannot be used: " + failure.reason});
  };
  auto connection = Connection::open(path, Access::kReadWrite, {});
  if (!connection) return fail(connection.error());
  if (auto prepared = prepare_file(*connection); !prepared) return fail(prepared.error());
  auto rows = SummaryRows::prepare(*connection);
  if (!rows) return fail(rows.error());
  auto queries = CatalogueQueries::prepare(*connection);
  if (!queries) return fail(queries.error());
  std::unique_ptr<CatalogueDatabase> database(
      new CatalogueDatabase(path, std::move(*connection), std::move(*rows), std::move(*queries), journal));
  if (auto taken_up = database->take_up_progress(); !taken_up) return fail(taken_up.error());
  return database;
}

Done CatalogueDatabase::take_up_progress() {
  auto progress = connection_.prepare("SELECT position, chain FROM fold_progress");
  if (!progress) return std::unexpected(std::move(progress.error()));
  if (auto row = progress->step(); !row) return std::unexpected(std::move(row.error()));
  folded_ = progress->integer(0);
  const auto there = chain_at(folded_);
  if (!there) return std::unexpected(there.error());
  if (*there == progress->text(1)) return {};
  return std::unexpected(observer::StoreFailure{"it was made from another journal than the one that is there"});
}

// Empty where there is no event.
Found<std::string> CatalogueDatabase::chain_at(Position position) {
  std::string chain;
  const auto walked = journal_.walk({position - 1, {}, 1}, [&](Position found, const StoredEvent& event) {
    if (found == position) chain.assign(event.chain.begin(), event.chain.end());
  });
  if (!walked) return std::unexpected(walked.error());
  return chain;
}

Done CatalogueDatabase::note_progress(Position position) {
  const auto chain = chain_at(position);
  if (!chain) return std::unexpected(chain.error());
  auto note = connection_.prepare("UPDATE fold_progress SET position = ?1, chain = ?2");
  if (!note) return std::unexpected(std::move(note.error()));
  note->bind(1, position);
  note->bind(2, Bytes(reinterpret_cast<const std::uint8_t*>(chain->data()), chain->size()));
  return note->run();
}

bool CatalogueDatabase::is_sound() {
  auto check = connection_.prepare("PRAGMA integrity_check(1)");
  if (!check) return false;
  const auto row = check->step();
  if (!row || !*row || check->text(0) != "ok") return false;
  check->reset();
  return connection_.execute("INSERT INTO interview_words (interview_words) VALUES ('integrity-check')").has_value();
}

Done CatalogueDatabase::catch_up(const Progress& progress, const GoesOn& goes_on) {
  return noted(fold_all(progress, goes_on));
}

Done CatalogueDatabase::fold_all(const Progress& progress, const GoesOn& goes_on) {
  const auto newest = journal_.newest_position();
  if (!newest) return std::unexpected(newest.error());
  while (folded_ < *newest) {
    if (!goes_on()) return std::unexpected(observer::StoreFailure{"the server is stopping"});
    const auto folded = fold_stretch(folded_);
    if (!folded) return std::unexpected(folded.error());
    folded_ = *folded;
    progress({folded_, *newest});
  }
  return {};
}

Found<Position> CatalogueDatabase::fold_stretch(Position after) {
  auto transaction = Transaction::begin(connection_, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  CatalogueFolder folder(rows_, journal_);
  // Read first, folded then: what is folded may ask the journal for more.
  std::vector<StoredEvent> events;
  const Walk walk{after, {observer::kSummaryKinds.begin(), observer::kSummaryKinds.end()}, kMaxFoldEvents};
  const auto walked = journal_.walk(walk, [&](Position, StoredEvent event) { events.push_back(std::move(event)); });
  if (!walked) return walked;
  Done done;
  for (const StoredEvent& event : events) {
    if (done) done = folder.fold(event);
  }
  if (done) done = folder.store();
  if (done) done = note_progress(*walked);
  if (done) done = transaction->commit();
  if (!done) return std::unexpected(std::move(done.error()));
  return walked;
}

Found<observer::InterviewPage> CatalogueDatabase::find(const observer::InterviewQuery& query) {
  return noted(find_page(query));
}

Found<std::optional<ListPlace>> CatalogueDatabase::place_of(const std::optional<observer::InterviewCursor>& cursor) {
  if (!cursor) return std::nullopt;
  const auto number = rows_.number_of_interview(cursor->interview_id);
  if (!number) return std::unexpected(number.error());
  return ListPlace{cursor->is_live, cursor->opened_wall_ns, *number};
}

Found<observer::InterviewPage> CatalogueDatabase::find_page(const observer::InterviewQuery& query) {
  const auto after = place_of(query.after);
  if (!after) return std::unexpected(after.error());
  auto places = queries_.find(query, *after);
  if (!places) return std::unexpected(std::move(places.error()));
  const bool has_more = places->size() > query.limit;
  if (has_more) places->resize(query.limit);
  observer::InterviewPage page;
  for (const ListPlace& place : *places) {
    auto row = rows_.load(place.number);
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) continue;
    page.interviews.push_back(std::move((*row)->summary));
    if (has_more) page.next = {place.is_live, place.opened_wall_ns, page.interviews.back().interview_id};
  }
  if (query.after) return page;
  const auto count = queries_.count(query.filter);
  if (!count) return std::unexpected(count.error());
  page.count = *count;
  return page;
}

Found<std::optional<observer::InterviewSummary>> CatalogueDatabase::find_one(observer::RecordingId interview_id) {
  return noted(load_one(interview_id));
}

Found<std::optional<observer::InterviewSummary>> CatalogueDatabase::load_one(observer::RecordingId interview_id) {
  const auto number = rows_.number_of_interview(interview_id);
  if (!number) return std::unexpected(number.error());
  auto row = rows_.load(*number);
  if (!row) return std::unexpected(std::move(row.error()));
  if (!*row) return std::nullopt;
  return std::move((*row)->summary);
}

}  // namespace regard::storage

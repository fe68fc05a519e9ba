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

Found<std::unique_ptr<CatalogueDatabase>> CatalogueDatabase::open(const std::string& path, ReadingEngine& journal) {
  auto opened = open_sound(path, journal);
  if (opened) return opened;
  // Whatever is wrong with it: it holds nothing that the journal does not hold.
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
  return std::unique_ptr<CatalogueDatabase>(
      new CatalogueDatabase(std::move(*connection), std::move(*rows), std::move(*queries), journal));
}

Done CatalogueDatabase::catch_up(const Progress& progress) {
  const auto newest = journal_.newest_position();
  if (!newest) return std::unexpected(newest.error());
  if (!folded_) {
    const auto folded = connection_.integer("SELECT position FROM fold_progress");
    if (!folded) return std::unexpected(folded.error());
    folded_ = *folded;
  }
  while (*folded_ < *newest) {
    const auto folded = fold_stretch(*folded_);
    if (!folded) return std::unexpected(folded.error());
    folded_ = *folded;
    progress({*folded_, *newest});
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
  if (done) done = connection_.execute("UPDATE fold_progress SET position = " + std::to_string(*walked));
  if (done) done = transaction->commit();
  if (!done) return std::unexpected(std::move(done.error()));
  return walked;
}

Found<observer::InterviewPage> CatalogueDatabase::find(const observer::InterviewQuery& query) {
  auto places = queries_.find(query);
  if (!places) return std::unexpected(std::move(places.error()));
  observer::InterviewPage page;
  if (places->size() > query.limit) {
    places->resize(query.limit);
    page.next = places->back();
  }
  for (const observer::InterviewCursor& place : *places) {
    auto row = rows_.load(place.number);
    if (!row) return std::unexpected(std::move(row.error()));
    if (*row) page.interviews.push_back(std::move((*row)->summary));
  }
  return page;
}

Found<std::optional<observer::InterviewSummary>> CatalogueDatabase::find_one(observer::RecordingId interview_id) {
  const auto number = rows_.number_of_interview(interview_id);
  if (!number) return std::unexpected(number.error());
  auto row = rows_.load(*number);
  if (!row) return std::unexpected(std::move(row.error()));
  if (!*row) return std::nullopt;
  return std::move((*row)->summary);
}

}  // namespace regard::storage

#include "storage/sqlite/sqlite_store.hpp"

#include <sodium.h>
#include <sqlite3.h>

#include <array>
#include <utility>

#include "storage/journal/chain.hpp"
#include "storage/journal/limits.hpp"
#include "storage/sqlite/schema.hpp"
#include "storage/sqlite/sqlite_accounts.hpp"
#include "storage/sqlite/sqlite_reader.hpp"

namespace regard::storage {
namespace {

// No automatic checkpoints: they would run within a commit that somebody waits for. The cache (64 MiB) keeps the hot
// end of the journal and of its index in memory.
constexpr const char* kSettings =
    "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;";

std::string broken_sequence(const observer::EventHeader& header, std::uint64_t previous_sequence) {
  return "event " + std::to_string(header.sequence) + " of recording " + header.recording_id.to_string() +
         " was handed over after event " + std::to_string(previous_sequence);
}

}  // namespace

std::expected<std::unique_ptr<SqliteStore>, observer::StoreFailure> SqliteStore::open(StoreOptions options,
                                                                                      observer::Random& random) {
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(options), random));
  Done ready = store->connect();
  if (ready) ready = store->prepare();
  // Whatever a crash left to do is done before anybody waits.
  if (ready) {
    if (auto maintained = store->maintain(Maintenance::kAll); !maintained) {
      ready = std::unexpected(observer::StoreFailure{"cannot be brought up to date: " + maintained.error().reason});
    }
  }
  if (!ready) {
    return std::unexpected(
        observer::StoreFailure{"the database " + store->options_.database_path + " " + ready.error().reason});
  }
  return store;
}

Done SqliteStore::connect() {
  if (sodium_init() < 0) return std::unexpected(observer::StoreFailure{"cannot be used: libsodium does not start"});
  auto connection = Connection::open(options_.database_path, Access::kReadWrite, options_.vfs);
  if (!connection) return std::unexpected(observer::StoreFailure{"cannot be opened: " + connection.error().reason});
  connection_ = std::move(*connection);
  // A file that is not ours is left as it is.
  if (auto version = check_schema(*connection_, migrations()); !version) return std::unexpected(version.error());
  if (sqlite3_db_readonly(connection_->handle(), "main") == 1) {
    return std::unexpected(observer::StoreFailure{"cannot be written: it is read-only"});
  }
  const bool is_full = options_.synchronous == StoreOptions::Synchronous::kFull;
  Done set = connection_->execute(std::string(kSettings) + "PRAGMA synchronous = " + (is_full ? "FULL" : "NORMAL"));
  if (set) set = migrate(*connection_, migrations());
  if (!set) return std::unexpected(observer::StoreFailure{"cannot be prepared: " + set.error().reason});
  wal_.watch(connection_->handle());
  return {};
}

Done SqliteStore::prepare() {
  const auto take = [](auto& place, auto prepared) -> Done {
    if (!prepared) return std::unexpected(observer::StoreFailure{"is damaged: " + prepared.error().reason});
    place = std::move(*prepared);
    return {};
  };
  Done taken = take(queries_, EventQueries::prepare(*connection_));
  if (taken) taken = take(index_, EventIndex::prepare(*connection_));
  if (taken) taken = take(heads_, ChainHeads::prepare(*connection_));
  if (taken) taken = take(insert_one_, connection_->prepare(insert_events_sql(1)));
  if (taken) taken = take(insert_many_, connection_->prepare(insert_events_sql(kRowsAnInsert)));
  return taken;
}

template <typename Write>
Done SqliteStore::guarded(Write&& write) {
  if (poison_) return std::unexpected(*poison_);
  Done done = std::forward<Write>(write)();
  if (done) return done;
  poison_ =
      observer::StoreFailure{"a write failed, and nothing more is accepted until the restart: " + done.error().reason};
  // Leaves the log untouched for the recovery at the restart.
  sqlite3_db_config(connection_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return std::unexpected(*poison_);
}

Done SqliteStore::commit(std::span<const observer::StampedEvent> events) {
  return guarded([&]() -> Done {
    auto transaction = Transaction::begin(*connection_, Transaction::Kind::kWrite);
    if (!transaction) return std::unexpected(std::move(transaction.error()));
    if (auto appended = append(events); !appended) return appended;
    return transaction->commit();
  });
}

Done SqliteStore::append(std::span<const observer::StampedEvent> events) {
  while (!events.empty()) {
    const bool are_many = events.size() >= kRowsAnInsert;
    const auto rows = events.first(are_many ? kRowsAnInsert : 1);
    if (auto appended = append_rows(are_many ? insert_many_ : insert_one_, rows); !appended) return appended;
    events = events.subspan(rows.size());
  }
  return {};
}

Done SqliteStore::append_rows(Statement& insert, std::span<const observer::StampedEvent> events) {
  heads_->make_room();
  std::array<Link, kRowsAnInsert> links;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (auto linked = link(events[i], links[i]); !linked) return linked;
    bind_event(insert, i, events[i], links[i]);
  }
  if (auto inserted = insert.run(); !inserted) return inserted;
  std::int64_t row = connection_->last_row() - static_cast<std::int64_t>(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    index_->appended(links[i].recording_number, events[i].header.sequence, ++row);
  }
  return {};
}

Done SqliteStore::link(const observer::StampedEvent& event, Link& made) {
  const auto found = heads_->head_of(event.header.recording_id, *queries_);
  if (!found) return std::unexpected(found.error());
  ChainHead& head = **found;
  if (event.header.sequence != head.sequence + 1) {
    return std::unexpected(observer::StoreFailure{broken_sequence(event.header, head.sequence)});
  }
  random_.fill(made.salt);
  made.recording_number = head.recording_number;
  made.payload_digest = digest_payload(made.salt, event.payload);
  made.chain = head.chain = next_link(head.chain, event.header, made.payload_digest);
  head.sequence = event.header.sequence;
  return {};
}

Done SqliteStore::maintain(Maintenance what) {
  const bool all = what == Maintenance::kAll;
  if (all || index_->is_overdue()) {
    if (auto indexed = maintain_index(); !indexed) return indexed;
  }
  return all || wal_.checkpoint_is_overdue() ? checkpoint() : Done{};
}

Done SqliteStore::maintain_index() {
  return guarded([&] { return index_->catch_up(*connection_); });
}

Done SqliteStore::checkpoint() {
  return guarded([&]() -> Done {
    int wal_pages = 0;
    const int code =
        sqlite3_wal_checkpoint_v2(connection_->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &wal_pages, nullptr);
    if (code != SQLITE_OK) return std::unexpected(connection_->failure());
    wal_.checkpointed(wal_pages);
    return {};
  });
}

std::expected<std::unique_ptr<ReadingEngine>, observer::StoreFailure> SqliteStore::open_reader() const {
  auto reader = SqliteReader::open(options_);
  if (!reader) return std::unexpected(std::move(reader.error()));
  return std::move(*reader);
}

std::expected<observer::Journal::Page, observer::StoreFailure> SqliteStore::read(
    const observer::RecordingId& recording_id, std::uint64_t after_sequence, std::size_t limit) {
  return queries_->read(*connection_, recording_id, after_sequence, limit);
}

Done SqliteStore::for_each(const observer::EventVisitor& visitor) {
  return for_each_stored(*connection_, [&](StoredEvent stored) {
    visitor({.header = stored.header, .payload = std::move(stored.payload).value_or(std::string())});
  });
}

Done SqliteStore::put_account(const observer::Account& account) {
  const auto same_login = find_account(account.login);
  if (!same_login) return std::unexpected(same_login.error());
  if (*same_login && (*same_login)->account_id != account.account_id) {
    return std::unexpected(observer::StoreFailure{"there is already an account with the login " + account.login});
  }
  return guarded([&] { return storage::put_account(*connection_, account); });
}

std::expected<std::vector<observer::Account>, observer::StoreFailure> SqliteStore::accounts() {
  return all_accounts(*connection_);
}

std::expected<std::optional<observer::Account>, observer::StoreFailure> SqliteStore::find_account(
    const std::string& login) {
  return storage::find_account(*connection_, login);
}

Done SqliteStore::put_session(const observer::SignInSession& session) {
  return guarded([&] { return storage::put_session(*connection_, session); });
}

Done SqliteStore::remove_session(const std::string& token_hash) {
  return guarded([&] { return storage::remove_session(*connection_, token_hash); });
}

Done SqliteStore::purge_expired_sessions(std::int64_t now_wall_ns) {
  return guarded([&] { return storage::purge_expired_sessions(*connection_, now_wall_ns); });
}

std::expected<std::vector<observer::SignInSession>, observer::StoreFailure> SqliteStore::sessions() {
  return all_sessions(*connection_);
}

}  // namespace regard::storage

#include "storage/sqlite/sqlite_store.hpp"

#include <sqlite3.h>

#include <array>
#include <utility>

#include "storage/sqlite/event_row.hpp"
#include "storage/sqlite/header_function.hpp"
#include "storage/sqlite/limits.hpp"
#include "storage/sqlite/schema.hpp"
#include "storage/sqlite/sqlite_accounts.hpp"
#include "storage/sqlite/sqlite_credentials.hpp"
#include "storage/sqlite/sqlite_reader.hpp"

namespace regard::storage {
namespace {

// No automatic checkpoints: they would run within a commit that somebody waits for. The cache (64 MiB) keeps the hot
// end of the journal and of its index in memory.
constexpr const char* kSettings =
    "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;";

}  // namespace

Found<std::unique_ptr<SqliteStore>> SqliteStore::open(StoreOptions options) {
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(options)));
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
  store->connection_->wait_for_locks(store->options_.lock_pause);
  store->files_.watch(store->options_.database_path, store->connection_->handle());
  return store;
}

Done SqliteStore::connect() {
  auto connection = Connection::open(options_.database_path, Access::kReadWrite, options_.vfs);
  if (!connection) return std::unexpected(observer::StoreFailure{"cannot be opened: " + connection.error().reason});
  connection_ = std::move(*connection);
  // A file that is not ours is left as it is.
  if (auto version = check_schema(*connection_, migrations()); !version) return std::unexpected(version.error());
  if (sqlite3_db_readonly(connection_->handle(), "main") == 1) {
    return std::unexpected(observer::StoreFailure{"cannot be written: it is read-only"});
  }
  if (auto added = add_header_function(*connection_); !added) return added;
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
  if (taken) taken = take(numbers_, RecordingNumbers::prepare(*connection_));
  if (taken) taken = take(insert_one_, connection_->prepare(insert_events_sql(1)));
  if (taken) taken = take(insert_many_, connection_->prepare(insert_events_sql(kRowsAnInsert)));
  return taken;
}

template <typename Write>
Done SqliteStore::guarded(Write&& write) {
  if (poison_) return std::unexpected(*poison_);
  // Before too: what the write does to the log could pass for a reason why the database has changed.
  Done done = files_.check();
  if (done) done = std::forward<Write>(write)();
  if (done) done = files_.check();
  if (done) return done;
  poison_ =
      observer::StoreFailure{"a write failed, and nothing more is accepted until the restart: " + done.error().reason};
  // Leaves the log untouched for the recovery at the restart.
  sqlite3_db_config(connection_->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return std::unexpected(*poison_);
}

Done SqliteStore::commit(std::span<const LinkedEvent> events) {
  return guarded([&]() -> Done {
    auto transaction = Transaction::begin(*connection_, Transaction::Kind::kWrite);
    if (!transaction) return std::unexpected(std::move(transaction.error()));
    if (auto appended = append(events); !appended) return appended;
    return transaction->commit();
  });
}

Done SqliteStore::append(std::span<const LinkedEvent> events) {
  while (!events.empty()) {
    const bool are_many = events.size() >= kRowsAnInsert;
    const auto rows = events.first(are_many ? kRowsAnInsert : 1);
    if (auto appended = append_rows(are_many ? insert_many_ : insert_one_, rows); !appended) return appended;
    events = events.subspan(rows.size());
  }
  return {};
}

Done SqliteStore::append_rows(Statement& insert, std::span<const LinkedEvent> events) {
  std::array<std::int64_t, kRowsAnInsert> numbers{};
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto number = numbers_->number_for(*events[i].event);
    if (!number) return std::unexpected(number.error());
    numbers[i] = *number;
    bind_event(insert, i, events[i], *number);
  }
  if (auto inserted = insert.run(); !inserted) return inserted;
  std::int64_t row = connection_->last_row() - static_cast<std::int64_t>(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    index_->appended(numbers[i], events[i].event->header.sequence, ++row);
  }
  return {};
}

Found<std::optional<Head>> SqliteStore::head(const observer::RecordingId& recording_id) {
  return queries_->head(recording_id);
}

Found<std::int64_t> SqliteStore::newest_stamp_ns() { return queries_->newest_stamp_ns(); }

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

Done SqliteStore::check() {
  return guarded([]() -> Done { return {}; });
}

Done SqliteStore::checkpoint() {
  return guarded([&]() -> Done {
    int wal_pages = 0;
    const int code =
        sqlite3_wal_checkpoint_v2(connection_->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &wal_pages, nullptr);
    // Another program is at it, or the disk is full: the next time, then. Until it succeeds the log holds everything.
    if (code == SQLITE_BUSY || code == SQLITE_FULL) return {};
    if (code != SQLITE_OK) return std::unexpected(connection_->failure());
    wal_.checkpointed(wal_pages);
    return {};
  });
}

Found<std::unique_ptr<ReadingEngine>> SqliteStore::open_reader() const {
  auto reader = SqliteReader::open_beside_writer(options_);
  if (!reader) return std::unexpected(std::move(reader.error()));
  return std::move(*reader);
}

Done SqliteStore::put_account(const observer::Account& account) {
  const auto same_login = find_account(account.login);
  if (!same_login) return std::unexpected(same_login.error());
  if (*same_login && (*same_login)->account_id != account.account_id) {
    return std::unexpected(observer::StoreFailure{"there is already an account with the login " + account.login});
  }
  return guarded([&] { return storage::put_account(*connection_, account); });
}

Found<std::vector<observer::Account>> SqliteStore::accounts() { return all_accounts(*connection_); }

Found<std::optional<observer::Account>> SqliteStore::find_account(const std::string& login) {
  return storage::find_account(*connection_, login);
}

Done SqliteStore::put_session(const observer::SignInSession& session) {
  return guarded([&] { return storage::put_session(*connection_, session); });
}

Done SqliteStore::remove_session(const std::string& token_hash) {
  return guarded([&] { return storage::remove_session(*connection_, token_hash); });
}

Done SqliteStore::remove_sessions_of(const observer::AccountId& account_id, const std::string& but_token_hash) {
  return guarded([&] { return storage::remove_sessions_of(*connection_, account_id, but_token_hash); });
}

Done SqliteStore::purge_expired_sessions(std::int64_t now_wall_ns) {
  return guarded([&] { return storage::purge_expired_sessions(*connection_, now_wall_ns); });
}

Found<std::vector<observer::SignInSession>> SqliteStore::sessions() { return all_sessions(*connection_); }

Done SqliteStore::put_token(const observer::IntegrationToken& token) {
  return guarded([&] { return storage::put_token(*connection_, token); });
}

Done SqliteStore::remove_token(const std::string& token_hash) {
  return guarded([&] { return storage::remove_token(*connection_, token_hash); });
}

Found<std::vector<observer::IntegrationToken>> SqliteStore::tokens() { return all_tokens(*connection_); }

Done SqliteStore::put_second_factor(const observer::SecondFactor& factor) {
  return guarded([&] { return storage::put_second_factor(*connection_, factor); });
}

Done SqliteStore::remove_second_factor(const observer::AccountId& account_id) {
  return guarded([&] { return storage::remove_second_factor(*connection_, account_id); });
}

Found<std::vector<observer::SecondFactor>> SqliteStore::second_factors() { return all_second_factors(*connection_); }

Done SqliteStore::put_invitation(const observer::Invitation& invitation) {
  return guarded([&] { return storage::put_invitation(*connection_, invitation); });
}

Done SqliteStore::remove_invitation(const observer::AccountId& account_id) {
  return guarded([&] { return storage::remove_invitation(*connection_, account_id); });
}

Found<std::vector<observer::Invitation>> SqliteStore::invitations() { return all_invitations(*connection_); }

}  // namespace regard::storage

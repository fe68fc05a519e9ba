#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/ports/journal.hpp"
#include "observer/ports/random.hpp"
#include "storage/journal/engine.hpp"
#include "storage/journal/store_options.hpp"
#include "storage/sqlite/chain_heads.hpp"
#include "storage/sqlite/event_index.hpp"
#include "storage/sqlite/event_queries.hpp"
#include "storage/sqlite/event_row.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/sqlite/wal_gauge.hpp"

namespace regard::storage {

// The journal and the accounts in one SQLite file, through its one writing connection (WAL, synchronous=FULL). No other
// program may write the file: hold its DataDirectory.
//
// Synchronous; used by one thread at a time. Once a write has failed, every later one fails with the same reason.
class SqliteStore final : public WritingEngine {
 public:
  // Opens the database, creates it or brings it to the present schema. `random` makes the salts; it is used on whatever
  // thread commits, and must outlive the store. The failure is one sentence that names the file.
  [[nodiscard]] static std::expected<std::unique_ptr<SqliteStore>, observer::StoreFailure> open(
      StoreOptions options, observer::Random& random);

  [[nodiscard]] Done commit(std::span<const observer::StampedEvent> events) override;
  [[nodiscard]] Done maintain(Maintenance what) override;
  [[nodiscard]] std::expected<std::unique_ptr<ReadingEngine>, observer::StoreFailure> open_reader() const override;

  // The two parts of maintain(). Index: what was appended since the last time, in one sorted batch. Checkpoint:
  // PASSIVE, it leaves what a reader still needs for the next time.
  [[nodiscard]] Done maintain_index();
  [[nodiscard]] Done checkpoint();

  [[nodiscard]] std::expected<observer::Journal::Page, observer::StoreFailure> read(
      const observer::RecordingId& recording_id, std::uint64_t after_sequence, std::size_t limit);
  // Every committed event, in commit order.
  [[nodiscard]] Done for_each(const observer::EventVisitor& visitor);

  // Adds the account, or replaces the one with its account_id. A login that another account has is refused, and is no
  // failed write.
  [[nodiscard]] Done put_account(const observer::Account& account);
  [[nodiscard]] std::expected<std::vector<observer::Account>, observer::StoreFailure> accounts();
  [[nodiscard]] std::expected<std::optional<observer::Account>, observer::StoreFailure> find_account(
      const std::string& login);

  [[nodiscard]] Done put_session(const observer::SignInSession& session) override;
  [[nodiscard]] Done remove_session(const std::string& token_hash) override;
  [[nodiscard]] Done purge_expired_sessions(std::int64_t now_wall_ns);
  [[nodiscard]] std::expected<std::vector<observer::SignInSession>, observer::StoreFailure> sessions();

 private:
  explicit SqliteStore(StoreOptions options, observer::Random& random)
      : options_(std::move(options)), random_(random) {}

  // The steps of open().
  [[nodiscard]] Done connect();
  [[nodiscard]] Done prepare();

  [[nodiscard]] Done append(std::span<const observer::StampedEvent> events);
  [[nodiscard]] Done append_rows(Statement& insert, std::span<const observer::StampedEvent> events);
  // Makes the event the newest of its recording's chain.
  [[nodiscard]] Done link(const observer::StampedEvent& event, Link& made);
  // Runs the write unless the store is poisoned, and poisons it when the write fails.
  template <typename Write>
  [[nodiscard]] Done guarded(Write&& write);

  StoreOptions options_;
  observer::Random& random_;
  // Before everything that holds statements on it.
  std::optional<Connection> connection_;
  std::optional<EventQueries> queries_;
  std::optional<EventIndex> index_;
  std::optional<ChainHeads> heads_;
  Statement insert_one_;
  Statement insert_many_;
  WalGauge wal_;
  std::optional<observer::StoreFailure> poison_;
};

}  // namespace regard::storage

#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "storage/journal/engine.hpp"
#include "storage/sqlite/event_index.hpp"
#include "storage/sqlite/event_queries.hpp"
#include "storage/sqlite/file_watch.hpp"
#include "storage/sqlite/recording_numbers.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/sqlite/store_options.hpp"
#include "storage/sqlite/wal_gauge.hpp"

namespace regard::storage {

// The journal and the accounts in one SQLite file, through its one writing connection (WAL, synchronous=FULL). No other
// program may write the file: hold its DataDirectory. Synchronous; used by one thread at a time.
class SqliteStore final : public WritingEngine {
 public:
  // Opens the database, creates it or brings it to the present schema. The failure is one sentence that names the file.
  [[nodiscard]] static Found<std::unique_ptr<SqliteStore>> open(StoreOptions options);

  [[nodiscard]] Done commit(std::span<const LinkedEvent> events) override;
  [[nodiscard]] Found<std::optional<Head>> head(const observer::RecordingId& recording_id) override;
  [[nodiscard]] Found<std::int64_t> newest_stamp_ns() override;

  [[nodiscard]] Done put_account(const observer::Account& account) override;
  [[nodiscard]] Found<std::vector<observer::Account>> accounts() override;
  [[nodiscard]] Found<std::optional<observer::Account>> find_account(const std::string& login) override;

  [[nodiscard]] Done put_session(const observer::SignInSession& session) override;
  [[nodiscard]] Done remove_session(const std::string& token_hash) override;
  [[nodiscard]] Done remove_sessions_of(const observer::AccountId& account_id,
                                        const std::string& but_token_hash) override;
  [[nodiscard]] Done purge_expired_sessions(std::int64_t now_wall_ns) override;
  [[nodiscard]] Found<std::vector<observer::SignInSession>> sessions() override;

  [[nodiscard]] Done put_token(const observer::IntegrationToken& token) override;
  [[nodiscard]] Done remove_token(const std::string& token_hash) override;
  [[nodiscard]] Found<std::vector<observer::IntegrationToken>> tokens() override;

  [[nodiscard]] Done put_second_factor(const observer::SecondFactor& factor) override;
  [[nodiscard]] Done remove_second_factor(const observer::AccountId& account_id) override;
  [[nodiscard]] Found<std::vector<observer::SecondFactor>> second_factors() override;

  [[nodiscard]] Done put_invitation(const observer::Invitation& invitation) override;
  [[nodiscard]] Done remove_invitation(const observer::AccountId& account_id) override;
  [[nodiscard]] Found<std::vector<observer::Invitation>> invitations() override;

  [[nodiscard]] Done maintain(Maintenance what) override;
  [[nodiscard]] Done check() override;
  [[nodiscard]] Found<std::unique_ptr<ReadingEngine>> open_reader() const override;

  // The two parts of maintain(). Index: what was appended since the last time, in one sorted batch. Checkpoint:
  // PASSIVE, it leaves what a reader still needs for the next time.
  [[nodiscard]] Done maintain_index();
  [[nodiscard]] Done checkpoint();

 private:
  explicit SqliteStore(StoreOptions options) : options_(std::move(options)) {}

  // The steps of open().
  [[nodiscard]] Done connect();
  [[nodiscard]] Done prepare();

  [[nodiscard]] Done append(std::span<const LinkedEvent> events);
  [[nodiscard]] Done append_rows(Statement& insert, std::span<const LinkedEvent> events);
  // Runs the write unless the store is poisoned, and poisons it when the write fails.
  template <typename Write>
  [[nodiscard]] Done guarded(Write&& write);

  StoreOptions options_;
  // Before everything that holds statements on it.
  std::optional<Connection> connection_;
  std::optional<EventQueries> queries_;
  std::optional<EventIndex> index_;
  std::optional<RecordingNumbers> numbers_;
  Statement insert_one_;
  Statement insert_many_;
  WalGauge wal_;
  FileWatch files_;
  std::optional<observer::StoreFailure> poison_;
};

}  // namespace regard::storage

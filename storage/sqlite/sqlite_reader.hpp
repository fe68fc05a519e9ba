#pragma once

#include <expected>
#include <memory>

#include "storage/journal/engine.hpp"
#include "storage/journal/store_options.hpp"
#include "storage/sqlite/event_queries.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// Pages through a read-only connection of its own: it never checkpoints and never holds up the writer. One thread at a
// time, any thread.
class SqliteReader final : public ReadingEngine {
 public:
  // The database must exist and be of this program's schema.
  [[nodiscard]] static std::expected<std::unique_ptr<SqliteReader>, observer::StoreFailure> open(
      const StoreOptions& options);

  [[nodiscard]] std::expected<observer::Journal::Page, observer::StoreFailure> read(
      const observer::RecordingId& recording_id, std::uint64_t after_sequence, std::size_t limit) override;

 private:
  SqliteReader(Connection connection, EventQueries queries)
      : connection_(std::move(connection)), queries_(std::move(queries)) {}

  Connection connection_;
  EventQueries queries_;
};

}  // namespace regard::storage

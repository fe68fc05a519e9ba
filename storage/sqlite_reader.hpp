#pragma once

#include <expected>
#include <memory>

#include "storage/engine.hpp"
#include "storage/event_queries.hpp"
#include "storage/sqlite_connection.hpp"
#include "storage/store_options.hpp"

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

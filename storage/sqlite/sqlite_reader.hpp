#pragma once

#include <memory>

#include "storage/journal/engine.hpp"
#include "storage/sqlite/event_queries.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/sqlite/store_options.hpp"

namespace regard::storage {

// Reads through a read-only connection of its own: it never checkpoints and never holds up the writer. One thread at a
// time, any thread.
class SqliteReader final : public ReadingEngine {
 public:
  // The failure is one sentence that names the file: it is not there, foreign, or of another schema than this
  // program's. Looks into the file first, and thereby drops the locks of whoever has it open in this process.
  [[nodiscard]] static Found<std::unique_ptr<SqliteReader>> open(const StoreOptions& options);
  // Where a store of this process has it open. Without the store's lock another program that only reads takes itself
  // for the last one, and removes the log when it closes.
  [[nodiscard]] static Found<std::unique_ptr<SqliteReader>> open_beside_writer(const StoreOptions& options);

  [[nodiscard]] Found<observer::Journal::Page> read(const observer::RecordingId& recording_id,
                                                    std::uint64_t after_sequence, std::size_t limit) override;
  [[nodiscard]] Found<std::vector<observer::RecordingId>> read_family(
      const observer::RecordingId& recording_id) override;
  [[nodiscard]] Found<std::optional<Head>> head(const observer::RecordingId& recording_id) override {
    return queries_.head(recording_id);
  }
  [[nodiscard]] Found<std::optional<LocatedEvent>> find(const observer::RecordingId& recording_id,
                                                        std::uint64_t sequence) override {
    return queries_.find(recording_id, sequence);
  }
  [[nodiscard]] Found<Position> walk(const Walk& walk, const Visitor& visitor) override;
  [[nodiscard]] Found<Position> walk_links(Position after, std::size_t limit, const LinkVisitor& visitor) override {
    return storage::walk_links(connection_, after, limit, visitor);
  }
  [[nodiscard]] Found<Position> newest_position() override { return queries_.newest_position(); }
  [[nodiscard]] Found<std::vector<std::string>> check_structure() override;

 private:
  [[nodiscard]] static Found<std::unique_ptr<SqliteReader>> open_named(const std::string& name,
                                                                       const StoreOptions& options);
  SqliteReader(Connection connection, EventQueries queries)
      : connection_(std::move(connection)), queries_(std::move(queries)) {}

  Connection connection_;
  EventQueries queries_;
};

}  // namespace regard::storage

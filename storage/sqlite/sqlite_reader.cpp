#include "storage/sqlite/sqlite_reader.hpp"

namespace regard::storage {

std::expected<std::unique_ptr<SqliteReader>, observer::StoreFailure> SqliteReader::open(const StoreOptions& options) {
  auto connection = Connection::open(options.database_path, Access::kReadOnly, options.vfs);
  if (!connection) return std::unexpected(std::move(connection.error()));
  auto queries = EventQueries::prepare(*connection);
  if (!queries) return std::unexpected(std::move(queries.error()));
  return std::unique_ptr<SqliteReader>(new SqliteReader(std::move(*connection), std::move(*queries)));
}

std::expected<observer::Journal::Page, observer::StoreFailure> SqliteReader::read(
    const observer::RecordingId& recording_id, std::uint64_t after_sequence, std::size_t limit) {
  return queries_.read(connection_, recording_id, after_sequence, limit);
}

}  // namespace regard::storage

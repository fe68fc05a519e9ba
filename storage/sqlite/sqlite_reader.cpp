#include "storage/sqlite/sqlite_reader.hpp"

#include "storage/sqlite/header_function.hpp"
#include "storage/sqlite/read_only.hpp"
#include "storage/sqlite/schema.hpp"
#include "storage/sqlite/structure_check.hpp"

namespace regard::storage {
namespace {

Done check_version(Connection& connection) {
  const auto version = check_schema(connection, migrations());
  if (!version) return std::unexpected(version.error());
  if (*version == static_cast<std::int64_t>(migrations().size())) return {};
  return std::unexpected(observer::StoreFailure{
      "is of an older schema: start the server on it (or on a copy) once, it is then brought up to date"});
}

}  // namespace

Found<std::unique_ptr<SqliteReader>> SqliteReader::open(const StoreOptions& options) {
  const bool is_file = options.vfs.empty();
  if (const auto why = is_file ? why_no_database(options.database_path) : std::nullopt) {
    return std::unexpected(observer::StoreFailure{"the database " + options.database_path + " " + *why});
  }
  return open_named(is_file ? name_for_reading(options.database_path) : options.database_path, options);
}

Found<std::unique_ptr<SqliteReader>> SqliteReader::open_beside_writer(const StoreOptions& options) {
  return open_named(options.database_path, options);
}

Found<std::unique_ptr<SqliteReader>> SqliteReader::open_named(const std::string& name, const StoreOptions& options) {
  const auto fail = [&](const std::string& why) {
    return std::unexpected(observer::StoreFailure{"the database " + options.database_path + " " + why});
  };
  auto connection = Connection::open(name, Access::kReadOnly, options.vfs);
  if (!connection) return fail("cannot be opened: " + connection.error().reason);
  if (auto right = check_version(*connection); !right) return fail(right.error().reason);
  if (auto added = add_header_function(*connection); !added) return fail("cannot be read: " + added.error().reason);
  auto queries = EventQueries::prepare(*connection);
  if (!queries) return fail("is damaged: " + queries.error().reason);
  return std::unique_ptr<SqliteReader>(new SqliteReader(std::move(*connection), std::move(*queries)));
}

Found<observer::Journal::Page> SqliteReader::read(const observer::RecordingId& recording_id,
                                                  std::uint64_t after_sequence, std::size_t limit) {
  return queries_.read(connection_, recording_id, after_sequence, limit);
}

Found<std::vector<observer::RecordingId>> SqliteReader::read_family(const observer::RecordingId& recording_id) {
  return queries_.read_family(recording_id);
}

Found<Position> SqliteReader::walk(const Walk& walk, const Visitor& visitor) {
  return walk_events(connection_, walk, visitor);
}

Found<std::vector<std::string>> SqliteReader::check_structure() { return storage::check_structure(connection_); }

}  // namespace regard::storage

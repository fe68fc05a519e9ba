#include "storage/evidence/kept_notes.hpp"

#include "storage/sqlite/rare_statements.hpp"
#include "storage/sqlite/read_only.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {
namespace {

std::string note_in(const Statement& row) { return row.text(0); }

}  // namespace

Found<std::vector<std::string>> kept_notes(const std::string& tree_path) {
  const auto fail = [&](const observer::StoreFailure& failure) {
    return std::unexpected(observer::StoreFailure{"the tree " + tree_path + " cannot be read: " + failure.reason});
  };
  auto connection = Connection::open(name_for_reading(tree_path), Access::kReadOnly, {});
  if (!connection) return fail(connection.error());
  auto query = connection->prepare("SELECT note FROM checkpoint ORDER BY rowid");
  if (!query) return fail(query.error());
  auto notes = rows(*query, note_in);
  if (!notes) return fail(notes.error());
  return notes;
}

}  // namespace regard::storage

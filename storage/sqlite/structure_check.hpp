#pragma once

#include <string>
#include <vector>

#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// What is wrong with the file, one sentence each: SQLite's own opinion of it, rows whose columns contradict their
// header, and an index that does not name exactly the events that it should. In one read transaction.
[[nodiscard]] Found<std::vector<std::string>> check_structure(Connection& connection);

}  // namespace regard::storage

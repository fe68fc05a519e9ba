#pragma once

#include <string_view>
#include <vector>

#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

// Statements of accounts: prepared when they are run, for they are rare.
namespace regard::storage {

// Binds the parameters, in order, and runs the statement.
template <typename... Parameters>
Done run(Connection& connection, std::string_view sql, const Parameters&... parameters) {
  auto statement = connection.prepare(sql);
  if (!statement) return std::unexpected(std::move(statement.error()));
  int number = 0;
  (statement->bind(++number, parameters), ...);
  return statement->run();
}

template <typename Row>
Found<std::vector<Row>> rows(Statement& query, Row (*row_in)(const Statement& row)) {
  std::vector<Row> found;
  while (true) {
    auto row = query.step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return found;
    found.push_back(row_in(query));
  }
}

}  // namespace regard::storage

// Raw SQLite: rows of 200 bytes appended to a table that has nothing but them, WAL and synchronous=FULL, so many rows a
// commit. No network, no other thread. Prints rows a second.
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/bench/load/payload.hpp"
#include "tests/bench/load/statistics.hpp"

namespace {

bool failed(sqlite3* database) {
  std::fprintf(stderr, "bench-sqlite: %s\n", sqlite3_errmsg(database));
  return false;
}

bool run(sqlite3* database, const char* statement) {
  return sqlite3_exec(database, statement, nullptr, nullptr, nullptr) == SQLITE_OK || failed(database);
}

bool commit_rows(sqlite3* database, sqlite3_stmt* insert, int rows) {
  if (!run(database, "BEGIN IMMEDIATE")) return false;
  for (int i = 0; i < rows; ++i) {
    if (sqlite3_step(insert) != SQLITE_DONE) return failed(database);
    sqlite3_reset(insert);
  }
  return run(database, "COMMIT");
}

bool measure(sqlite3* database, int rows_per_commit, std::int64_t duration_ns) {
  if (!run(database,
           "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
           "CREATE TABLE event (row INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT")) {
    return false;
  }
  sqlite3_stmt* insert = nullptr;
  if (sqlite3_prepare_v2(database, "INSERT INTO event (payload) VALUES (?)", -1, &insert, nullptr) != SQLITE_OK) {
    return failed(database);
  }
  const std::string payload = regard::bench::payload_due_at(0);
  sqlite3_bind_blob(insert, 1, payload.data(), static_cast<int>(payload.size()), SQLITE_STATIC);
  std::int64_t rows = 0;
  const std::int64_t started_ns = regard::bench::now_ns();
  while (regard::bench::now_ns() - started_ns < duration_ns) {
    if (!commit_rows(database, insert, rows_per_commit)) return false;
    rows += rows_per_commit;
  }
  std::printf("%.0f\n", static_cast<double>(rows) * 1e9 / static_cast<double>(regard::bench::now_ns() - started_ns));
  sqlite3_finalize(insert);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: bench-sqlite FILE ROWS_PER_COMMIT DURATION_MS\n", stderr);
    return 2;
  }
  const std::int64_t duration_ns = std::atoll(argv[3]) * 1'000'000;
  sqlite3* database = nullptr;
  const bool measured =
      sqlite3_open(argv[1], &database) == SQLITE_OK && measure(database, std::atoi(argv[2]), duration_ns);
  sqlite3_close(database);
  return measured ? 0 : 1;
}

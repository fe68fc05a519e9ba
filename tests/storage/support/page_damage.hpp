#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/storage/support/samples.hpp"

// What a disk does to a database that nobody has open: a page of it is no page any more.
namespace regard::storage::samples {

constexpr std::int64_t kPageBytes = 4096;

inline void overwrite_page(const std::string& path, std::int64_t index) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(index * kPageBytes);
  file << std::string(kPageBytes, 'x');
}

// The first page of the table.
inline void overwrite_table(const std::string& path, const std::string& table) {
  auto connection = must(Connection::open(path, Access::kReadWrite, {}));
  REQUIRE(connection.integer("PRAGMA page_size").value() == kPageBytes);
  REQUIRE(connection.integer("PRAGMA wal_checkpoint(TRUNCATE)").value() == 0);
  const auto page = must(connection.integer("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'"));
  overwrite_page(path, page - 1);
}

// The page that holds the text.
inline void overwrite_text(const std::string& path, const std::string& text) {
  must(must(Connection::open(path, Access::kReadWrite, {})).execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  const std::size_t place = bytes.str().find(text);
  REQUIRE(place != std::string::npos);
  overwrite_page(path, static_cast<std::int64_t>(place) / kPageBytes);
}

}  // namespace regard::storage::samples

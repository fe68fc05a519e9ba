#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "storage/journal/chain.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::tests {

// Erases the body of one event in a closed database or beside its server, as erasure will: payload and salt go, the
// digest that the chain covers stays.
inline void erase(const std::string& database_path, const observer::RecordingId& recording_id, std::uint64_t sequence,
                  const std::string& vfs = {}) {
  auto connection = storage::Connection::open(database_path, storage::Access::kReadWrite, vfs);
  REQUIRE(connection);
  auto find = connection->prepare(
      "SELECT event.row, salt, payload FROM event JOIN recording ON recording.number = event.recording"
      " WHERE recording.recording_id = ?1 AND sequence = ?2");
  REQUIRE(find);
  find->bind(1, storage::Bytes(recording_id.bytes));
  find->bind(2, static_cast<std::int64_t>(sequence));
  REQUIRE(find->step().value());
  const std::int64_t row = find->integer(0);
  const auto digest = storage::digest_payload(find->fixed_bytes<storage::kSaltBytes>(1), find->text(2));
  find->reset();
  auto update = connection->prepare("UPDATE event SET payload = NULL, salt = NULL, payload_digest = ?1 WHERE row = ?2");
  REQUIRE(update);
  update->bind(1, storage::Bytes(digest));
  update->bind(2, row);
  REQUIRE(update->run());
}

}  // namespace regard::tests

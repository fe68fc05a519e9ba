#pragma once

#include <cstdint>
#include <string_view>

namespace regard::storage {

// "Rgtl": marks the file as an access trail (PRAGMA application_id).
inline constexpr std::int64_t kTrailApplicationId = 0x5267746C;
inline constexpr std::int64_t kTrailVersion = 1;

// `anchor` is the last entry that is no longer kept: its number, and where the chain goes on.
inline constexpr std::string_view kTrailSchema = R"sql(
CREATE TABLE entry (
  number     INTEGER PRIMARY KEY,
  kind       INTEGER NOT NULL,
  wall_ns    INTEGER NOT NULL,
  account_id BLOB NOT NULL,
  login      TEXT NOT NULL,
  address    TEXT NOT NULL,
  subject    TEXT NOT NULL,
  detail     TEXT NOT NULL,
  count      INTEGER NOT NULL,
  chain      BLOB NOT NULL
) STRICT;
CREATE INDEX entry_by_kind ON entry (kind, number);
CREATE INDEX entry_by_login ON entry (login, number);
CREATE INDEX entry_by_time ON entry (wall_ns);

CREATE TABLE anchor (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  number   INTEGER NOT NULL,
  chain    BLOB NOT NULL
) STRICT;
)sql";

// Not in the first files of this version.
inline constexpr const char* kSubjectIndex = "CREATE INDEX IF NOT EXISTS entry_by_subject ON entry (subject, number)";

}  // namespace regard::storage

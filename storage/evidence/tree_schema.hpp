#pragma once

#include <cstdint>
#include <string_view>

namespace regard::storage {

// "Rgtr": marks the file as a tree (PRAGMA application_id).
inline constexpr std::int64_t kTreeApplicationId = 0x52677472;
inline constexpr std::int64_t kTreeVersion = 2;

// `last_position` is the place in the journal of a tile's last leaf: its leaves are read there when a proof needs them.
// Checkpoints are numbered as they were signed: another key signs the same size again. `copied` is the number up to
// which they were copied to elsewhere.
inline constexpr std::string_view kTreeSchema = R"sql(
CREATE TABLE tile (
  number        INTEGER PRIMARY KEY,
  root          BLOB NOT NULL CHECK (length(root) = 32),
  last_position INTEGER NOT NULL
) STRICT;

CREATE TABLE checkpoint (
  number INTEGER PRIMARY KEY,
  size   INTEGER NOT NULL,
  note   TEXT NOT NULL
) STRICT;

CREATE TABLE copied (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  number   INTEGER NOT NULL
) STRICT;
INSERT INTO copied VALUES (1, 0);
)sql";

// Version 1 held one checkpoint a size: a key that was replaced overwrote what the one before it had signed.
inline constexpr std::string_view kTreeFromVersion1 = R"sql(
ALTER TABLE checkpoint RENAME TO checkpoint_1;
ALTER TABLE copied RENAME TO copied_1;
CREATE TABLE checkpoint (
  number INTEGER PRIMARY KEY,
  size   INTEGER NOT NULL,
  note   TEXT NOT NULL
) STRICT;
INSERT INTO checkpoint (size, note) SELECT size, note FROM checkpoint_1 ORDER BY size;
CREATE TABLE copied (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  number   INTEGER NOT NULL
) STRICT;
INSERT INTO copied SELECT 1, count(*) FROM checkpoint_1 WHERE size <= (SELECT size FROM copied_1);
DROP TABLE checkpoint_1;
DROP TABLE copied_1;
)sql";

}  // namespace regard::storage

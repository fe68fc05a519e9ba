#pragma once

#include <cstdint>
#include <string_view>

namespace regard::storage {

// "Rgtr": marks the file as a tree (PRAGMA application_id).
inline constexpr std::int64_t kTreeApplicationId = 0x52677472;
inline constexpr std::int64_t kTreeVersion = 1;

// `last_position` is the place in the journal of a tile's last leaf: its leaves are read there when a proof needs them.
inline constexpr std::string_view kTreeSchema = R"sql(
CREATE TABLE tile (
  number        INTEGER PRIMARY KEY,
  root          BLOB NOT NULL CHECK (length(root) = 32),
  last_position INTEGER NOT NULL
) STRICT;

CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE copied (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  size     INTEGER NOT NULL
) STRICT;
INSERT INTO copied VALUES (1, 0);
)sql";

}  // namespace regard::storage

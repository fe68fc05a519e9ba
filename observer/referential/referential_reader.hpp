#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "observer/referential/referential.hpp"

namespace regard::observer {

// What the rules need from the referential's JSON.
struct ReferentialContent {
  std::string version;
  std::vector<Block> blocks;
  // In the order of the official table.
  std::vector<RateableItem> items;
};

// Reads and checks the JSON: five blocks, every code the one that its place in the table gives it (so all are unique
// and nested), no text empty, as many of each kind as the file itself and the official table count. The error names the
// code.
[[nodiscard]] std::expected<ReferentialContent, std::string> read_referential(std::string_view json);

}  // namespace regard::observer

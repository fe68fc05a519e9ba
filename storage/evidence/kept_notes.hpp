#pragma once

#include <string>
#include <vector>

#include "storage/journal/engine.hpp"

namespace regard::storage {

// The checkpoints that a tree's file holds, the one that was signed first, first; the file is only read. The failure
// names the file.
[[nodiscard]] Found<std::vector<std::string>> kept_notes(const std::string& tree_path);

}  // namespace regard::storage

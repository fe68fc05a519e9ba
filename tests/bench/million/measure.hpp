#pragma once

#include <cstddef>
#include <string>

#include "storage/journal/engine.hpp"

namespace regard::bench {

// Writes so many closed interviews and a few live ones into a new data directory, straight through the engine.
[[nodiscard]] storage::Done write_interviews(const std::string& directory, std::size_t count);

// Rebuilds the catalogue of the directory, opens it again, and asks it for pages of every kind. Prints tables.
[[nodiscard]] storage::Done measure_catalogue(const std::string& directory);

}  // namespace regard::bench

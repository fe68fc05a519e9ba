#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "observer/ports/random.hpp"
#include "storage/journal/engine.hpp"

namespace regard::gateway {

// Creates the demonstration's accounts where they are missing, writes the integration's token to a file in
// `data_directory`, and prints the sign-ins. The error is one sentence.
[[nodiscard]] std::expected<void, std::string> prepare_demo(storage::WritingEngine& store, observer::Random& random,
                                                            const std::filesystem::path& data_directory);

}  // namespace regard::gateway

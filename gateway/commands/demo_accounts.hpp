#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "observer/ports/random.hpp"
#include "storage/data_directory.hpp"
#include "storage/journal/engine.hpp"

namespace regard::gateway {

// Refuses a demonstration that others could reach, or among what is real; and to show what a demonstration has made as
// if it were real. Marks the directory of a new demonstration. The error is one sentence.
[[nodiscard]] std::expected<void, std::string> check_demo(bool has_demo, const std::string& address,
                                                          const storage::DataDirectory& data_directory);

// Creates the demonstration's accounts where they are missing, writes the integration's token to a file in
// `data_directory`, and prints the sign-ins. The error is one sentence.
[[nodiscard]] std::expected<void, std::string> prepare_demo(storage::WritingEngine& store, observer::Random& random,
                                                            const std::filesystem::path& data_directory);

}  // namespace regard::gateway

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "storage/data_directory.hpp"
#include "storage/trail/trail_database.hpp"

namespace regard::gateway {

// The access trail of a directory, made if need be: `tell` hears of it when there should have been one.
[[nodiscard]] storage::Found<std::unique_ptr<storage::TrailDatabase>> open_trail(
    const storage::DataDirectory& directory, storage::WritingEngine& store,
    const std::function<void(const std::string& reason)>& tell);

}  // namespace regard::gateway

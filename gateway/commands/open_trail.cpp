#include "gateway/commands/open_trail.hpp"

#include <filesystem>

namespace regard::gateway {

storage::Found<std::unique_ptr<storage::TrailDatabase>> open_trail(
    const storage::DataDirectory& directory, storage::WritingEngine& store,
    const std::function<void(const std::string& reason)>& tell) {
  const auto path = storage::DataDirectory::trail_path(directory.path());
  const auto newest_stamp_ns = store.newest_stamp_ns();
  if (!newest_stamp_ns) return std::unexpected(newest_stamp_ns.error());
  if (*newest_stamp_ns > 0 && !std::filesystem::exists(path)) {
    tell(path.string() +
         " is not there, though events were recorded: it was removed, or no version that keeps one ran yet; a new one "
         "is begun");
  }
  return storage::TrailDatabase::open(path.string());
}

}  // namespace regard::gateway

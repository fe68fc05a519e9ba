#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "observer/ports/store_failure.hpp"

namespace regard::storage {

// The server's data directory, held by this process alone for as long as the object lives: SQLite must never have two
// writing processes here. The lock is the kernel's (flock on the directory), so it goes with the process, however it
// ends.
class DataDirectory {
 public:
  // Creates the directory if need be. The failure is one sentence that names the path: another server holds it, it
  // cannot be created, it cannot be written.
  [[nodiscard]] static std::expected<DataDirectory, observer::StoreFailure> open(const std::filesystem::path& path);

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&& other) noexcept;
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;
  ~DataDirectory();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // For StoreOptions.database_path.
  [[nodiscard]] std::string database_path() const;
  // Where the server that holds the directory can be asked for something.
  [[nodiscard]] static std::filesystem::path control_path(const std::filesystem::path& path) {
    return path / "control";
  }
  // For CatalogueDatabase: a file that may be deleted.
  [[nodiscard]] std::string catalogue_path() const;
  // For SigningKey and TreeDatabase.
  [[nodiscard]] static std::filesystem::path checkpoint_key_path(const std::filesystem::path& path) {
    return path / "checkpoint.key";
  }
  // For TrailDatabase.
  [[nodiscard]] static std::filesystem::path trail_path(const std::filesystem::path& path) { return path / "trail.db"; }
  [[nodiscard]] static std::filesystem::path tree_path(const std::filesystem::path& path) { return path / "tree.db"; }

 private:
  DataDirectory(std::filesystem::path path, int lock_fd) : path_(std::move(path)), lock_fd_(lock_fd) {}

  std::filesystem::path path_;
  int lock_fd_ = -1;
};

}  // namespace regard::storage

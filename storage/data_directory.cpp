#include "storage/data_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace regard::storage {
namespace {

std::unexpected<observer::StoreFailure> refuse(const std::filesystem::path& path, const std::string& why) {
  return std::unexpected(observer::StoreFailure{"the data directory " + path.string() + " " + why});
}

std::string words_for(int error_number) { return std::generic_category().message(error_number); }

// A directory entry survives a power cut only once the directory that holds it was synced.
void sync_directory(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;  // Not ours to read: then it is not ours to sync either, and was there before.
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

std::expected<DataDirectory, observer::StoreFailure> DataDirectory::open(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path absolute_path = std::filesystem::absolute(path, error);
  if (error) return refuse(path, "cannot be found: " + error.message());
  // Only the owner may look inside: it holds what people said.
  const bool created = std::filesystem::create_directories(absolute_path, error);
  if (error) return refuse(path, "cannot be created: " + error.message());
  if (created) {
    std::filesystem::permissions(absolute_path, std::filesystem::perms::owner_all, error);
    if (error) return refuse(path, "cannot be made private: " + error.message());
    sync_directory(absolute_path.parent_path());
  }
  // The directory itself: a file in it could be deleted, and made again by a second server.
  const int lock_fd = ::open(absolute_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_fd < 0) return refuse(path, "cannot be opened: " + words_for(errno));
  DataDirectory directory(absolute_path, lock_fd);
  if (::flock(lock_fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return refuse(path, "is in use by another Regard server");
    return refuse(path, "cannot be locked: " + words_for(errno));
  }
  if (::access(absolute_path.c_str(), W_OK) != 0) return refuse(path, "cannot be written: " + words_for(errno));
  return directory;
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_fd_(std::exchange(other.lock_fd_, -1)) {}

DataDirectory& DataDirectory::operator=(DataDirectory&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_fd_, other.lock_fd_);
  return *this;
}

DataDirectory::~DataDirectory() {
  if (lock_fd_ >= 0) ::close(lock_fd_);
}

std::string DataDirectory::database_path() const { return path_ / "regard.db"; }

std::string DataDirectory::catalogue_path() const { return path_ / "catalogue.db"; }

}  // namespace regard::storage

#include "storage/journal/disk_reserve.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

#include "storage/journal/limits.hpp"

namespace regard::storage {
namespace {

std::uint64_t free_bytes_of(const std::filesystem::path& directory) {
  struct statvfs disk{};
  // What cannot be found out is no reason to refuse anything: a commit that fails is noticed.
  if (::statvfs(directory.c_str(), &disk) != 0) return std::numeric_limits<std::uint64_t>::max();
  return disk.f_bavail * disk.f_frsize;
}

DiskReserve::Sizes sizes_for(const std::filesystem::path& directory) {
  struct statvfs disk{};
  if (::statvfs(directory.c_str(), &disk) != 0) return {};
  const std::uint64_t most = disk.f_blocks * disk.f_frsize / kReserveShareOfDisk;
  return {std::min(kDiskMarginBytes, most / 2), std::min(kDiskReserveBytes, most)};
}

}  // namespace

DiskReserve DiskReserve::in(const std::filesystem::path& directory) {
  return {directory / "reserve", sizes_for(directory), [directory] { return free_bytes_of(directory); }};
}

DiskReserve::DiskReserve(std::filesystem::path file, Sizes sizes, FreeBytes free_bytes)
    : file_(std::move(file)), sizes_(sizes), free_bytes_(std::move(free_bytes)) {
  // Of an earlier start.
  std::error_code ignored;
  is_held_ = std::filesystem::file_size(file_, ignored) == sizes_.reserve_bytes && take();
}

bool DiskReserve::has_room() {
  // Somebody may have removed it, to make room.
  std::error_code gone;
  is_held_ = is_held_ && std::filesystem::exists(file_, gone);
  const std::uint64_t needed = sizes_.margin_bytes + (is_held_ ? 0 : sizes_.reserve_bytes);
  if (free_bytes_() >= needed) return is_held_ = is_held_ || take();
  std::error_code ignored;  // A file that is gone takes no room either.
  std::filesystem::remove(file_, ignored);
  return is_held_ = false;
}

bool DiskReserve::has_last_room() const { return free_bytes_() >= sizes_.margin_bytes / kLastRoomShareOfMargin; }

bool DiskReserve::take() const {
  if (sizes_.reserve_bytes == 0) return true;  // A disk whose size nobody knows.
  const int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return false;
  const bool is_taken = ::fallocate(file, 0, 0, static_cast<off_t>(sizes_.reserve_bytes)) == 0;
  // A file system that keeps no room for anybody: the margin alone has to do.
  const bool is_impossible = !is_taken && errno == EOPNOTSUPP;
  ::close(file);
  return is_taken || is_impossible;
}

}  // namespace regard::storage

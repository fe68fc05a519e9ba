#include "storage/journal/disk_reserve.hpp"

#include <catch2/catch.hpp>

#include "storage/journal/limits.hpp"
#include "tests/support/temporary_directory.hpp"

using regard::storage::DiskReserve;

namespace {

// A disk on which another program takes room, and the reserve beside it.
class Disk {
 public:
  [[nodiscard]] DiskReserve reserve() {
    return {file, {kMargin, kReserve}, [this] { return free_bytes; }};
  }
  [[nodiscard]] std::uint64_t reserved_bytes() const {
    return std::filesystem::exists(file) ? std::filesystem::file_size(file) : 0;
  }

  static constexpr std::uint64_t kMargin = 1'000;
  static constexpr std::uint64_t kReserve = 65'536;

 private:
  regard::tests::TemporaryDirectory temporary_;

 public:
  const std::filesystem::path file = temporary_.path() / "reserve";
  std::uint64_t free_bytes = 10 * kReserve;
};

}  // namespace

TEST_CASE("with room enough the reserve is taken, and new events may come") {
  Disk disk;
  auto reserve = disk.reserve();
  CHECK(reserve.has_room());
  CHECK(disk.reserved_bytes() == Disk::kReserve);
}

TEST_CASE("below the margin nothing new is accepted, and the reserve is there for what was") {
  Disk disk;
  auto reserve = disk.reserve();
  CHECK(reserve.has_room());
  disk.free_bytes = Disk::kMargin;
  CHECK(reserve.has_room());
  disk.free_bytes = Disk::kMargin - 1;
  CHECK_FALSE(reserve.has_room());
  CHECK(disk.reserved_bytes() == 0);
}

TEST_CASE("a disk that others fill to the brim has no room left for what can wait") {
  Disk disk;
  auto reserve = disk.reserve();
  disk.free_bytes = Disk::kMargin / regard::storage::kLastRoomShareOfMargin;
  CHECK_FALSE(reserve.has_room());
  CHECK(reserve.has_last_room());
  --disk.free_bytes;
  CHECK_FALSE(reserve.has_last_room());
}

TEST_CASE("a reserve that somebody removed is taken again, or nothing new is accepted") {
  Disk disk;
  auto reserve = disk.reserve();
  CHECK(reserve.has_room());
  std::filesystem::remove(disk.file);
  CHECK(reserve.has_room());
  CHECK(disk.reserved_bytes() == Disk::kReserve);
  std::filesystem::remove(disk.file);
  disk.free_bytes = Disk::kMargin;
  CHECK_FALSE(reserve.has_room());
}

TEST_CASE("on a disk whose size nobody knows there is no reserve, and work goes on") {
  Disk disk;
  DiskReserve reserve{disk.file, {0, 0}, [] { return std::uint64_t{0}; }};
  CHECK(reserve.has_room());
}

TEST_CASE("new events come again only when the reserve can be taken again beside the margin") {
  Disk disk;
  auto reserve = disk.reserve();
  disk.free_bytes = Disk::kMargin + Disk::kReserve - 1;
  CHECK_FALSE(reserve.has_room());
  disk.free_bytes = Disk::kMargin + Disk::kReserve;
  CHECK(reserve.has_room());
  CHECK(disk.reserved_bytes() == Disk::kReserve);
}

TEST_CASE("the reserve of an earlier start is taken over") {
  Disk disk;
  CHECK(disk.reserve().has_room());
  disk.free_bytes = Disk::kMargin;
  CHECK(disk.reserve().has_room());
}

TEST_CASE("on a real disk the reserve takes real room, at most its part of a small one") {
  const regard::tests::TemporaryDirectory temporary;
  auto reserve = DiskReserve::in(temporary.path());
  REQUIRE(reserve.has_room());
  const auto size = std::filesystem::file_size(temporary.path() / "reserve");
  CHECK(size > 0);
  CHECK(size <= std::filesystem::space(temporary.path()).capacity / regard::storage::kReserveShareOfDisk);
}

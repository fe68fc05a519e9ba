#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

namespace regard::storage {

// Room on the database's disk that is kept for what has been accepted: a file that takes space and holds nothing. When
// little else is left, the file is given up and nothing new is to be accepted; what was accepted then fits, whoever
// filled the disk. It is taken again when there is room for it and for new events. One thread at a time.
class DiskReserve {
 public:
  struct Sizes {
    // The least that may be free while new events are accepted.
    std::uint64_t margin_bytes = 0;
    std::uint64_t reserve_bytes = 0;
  };
  using FreeBytes = std::function<std::uint64_t()>;

  // On the disk of `directory`, sized by limits.hpp.
  [[nodiscard]] static DiskReserve in(const std::filesystem::path& directory);
  // `free_bytes` says what is free beside the reserve.
  DiskReserve(std::filesystem::path file, Sizes sizes, FreeBytes free_bytes);

  // Whether new events may be accepted. Ask before each commit, and now and then: this is what gives the reserve up,
  // and takes it again.
  [[nodiscard]] bool has_room();
  // Whether there is room left for what can wait: sign-ins, changes of accounts, the index. Without, the disk is full
  // to the brim though the reserve was given up, and the rest is for what was accepted.
  [[nodiscard]] bool has_last_room() const;

 private:
  // False when the disk is too full for it after all.
  [[nodiscard]] bool take() const;

  std::filesystem::path file_;
  Sizes sizes_;
  FreeBytes free_bytes_;
  bool is_held_ = false;
};

}  // namespace regard::storage

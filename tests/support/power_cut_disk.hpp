#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace regard::support {

// What survives a power cut of what was written since the last sync.
enum class Survivors {
  // Nothing.
  kNone,
  // Any subset of the sectors, by the seed: pages are torn, later writes survive earlier ones.
  kSomeSectors,
};

// A file on a disk that keeps its promises to fsync and makes no others.
class PowerCutFile {
 public:
  // Bytes beyond the end read as zero. Returns how many were there.
  std::size_t read(std::size_t offset, std::span<std::uint8_t> bytes) const;
  void write(std::size_t offset, std::span<const std::uint8_t> bytes);
  void truncate(std::size_t size);
  [[nodiscard]] std::size_t size() const { return content_.size(); }

  // Everything up to now survives every later cut.
  void sync();
  // Forgets what was not synced, but for the survivors. False when the file itself did not survive: it was never
  // synced.
  [[nodiscard]] bool cut_power(Survivors survivors, std::mt19937_64& random);

 private:
  // A write that was not synced yet, or a truncation to `offset` when it has no bytes.
  struct Change {
    std::size_t offset = 0;
    std::vector<std::uint8_t> bytes;
  };

  static void apply(std::vector<std::uint8_t>& content, std::size_t offset, std::span<const std::uint8_t> bytes);
  void keep_some(const Change& change, std::mt19937_64& random);

  std::vector<std::uint8_t> content_;
  std::vector<std::uint8_t> durable_content_;
  std::vector<Change> unsynced_;
  bool is_durable_ = false;
};

// Files by name. A deletion is durable at once, a new file with its first sync.
class PowerCutDisk {
 public:
  explicit PowerCutDisk(std::uint64_t seed) : random_(seed) {}

  // Null when there is none.
  [[nodiscard]] std::shared_ptr<PowerCutFile> find(const std::string& name) const;
  [[nodiscard]] std::shared_ptr<PowerCutFile> create(const std::string& name);
  void remove(const std::string& name) { files_.erase(name); }
  void cut_power(Survivors survivors);

 private:
  std::mt19937_64 random_;
  // Ordered, so that a seed always meets the files in the same order.
  std::map<std::string, std::shared_ptr<PowerCutFile>> files_;
};

}  // namespace regard::support

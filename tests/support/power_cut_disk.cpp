#include "tests/support/power_cut_disk.hpp"

#include <algorithm>

namespace regard::support {
namespace {

// The smallest piece that a disk writes whole.
constexpr std::size_t kSectorBytes = 512;

bool coin(std::mt19937_64& random) { return (random() & 1U) != 0; }

}  // namespace

std::size_t PowerCutFile::read(std::size_t offset, std::span<std::uint8_t> bytes) const {
  std::ranges::fill(bytes, std::uint8_t{0});
  if (offset >= content_.size()) return 0;
  const std::size_t count = std::min(bytes.size(), content_.size() - offset);
  std::copy_n(content_.begin() + static_cast<std::ptrdiff_t>(offset), count, bytes.begin());
  return count;
}

void PowerCutFile::apply(std::vector<std::uint8_t>& content, std::size_t offset, std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) {
    content.resize(offset);
    return;
  }
  content.resize(std::max(content.size(), offset + bytes.size()));
  std::ranges::copy(bytes, content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void PowerCutFile::write(std::size_t offset, std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return;
  apply(content_, offset, bytes);
  unsynced_.push_back({offset, {bytes.begin(), bytes.end()}});
}

void PowerCutFile::truncate(std::size_t size) {
  content_.resize(size);
  unsynced_.push_back({size, {}});
}

void PowerCutFile::sync() {
  for (const Change& change : unsynced_) apply(durable_content_, change.offset, change.bytes);
  unsynced_.clear();
  is_durable_ = true;
}

void PowerCutFile::keep_some(const Change& change, std::mt19937_64& random) {
  if (change.bytes.empty()) {
    if (coin(random)) apply(durable_content_, change.offset, {});
    return;
  }
  const std::span<const std::uint8_t> bytes(change.bytes);
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.size(), begin + kSectorBytes - (change.offset + begin) % kSectorBytes);
    if (coin(random)) apply(durable_content_, change.offset + begin, bytes.subspan(begin, end - begin));
    begin = end;
  }
}

bool PowerCutFile::cut_power(Survivors survivors, std::mt19937_64& random) {
  if (survivors == Survivors::kSomeSectors) {
    is_durable_ = is_durable_ || coin(random);
    for (const Change& change : unsynced_) keep_some(change, random);
  }
  unsynced_.clear();
  content_ = durable_content_;
  return is_durable_;
}

std::shared_ptr<PowerCutFile> PowerCutDisk::find(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : found->second;
}

std::shared_ptr<PowerCutFile> PowerCutDisk::create(const std::string& name) {
  auto file = std::make_shared<PowerCutFile>();
  // Temporary files have no name and need no place.
  if (!name.empty()) files_[name] = file;
  return file;
}

void PowerCutDisk::cut_power(Survivors survivors) {
  std::erase_if(files_, [&](const auto& named_file) { return !named_file.second->cut_power(survivors, random_); });
}

}  // namespace regard::support

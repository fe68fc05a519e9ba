#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "observer/event.hpp"
#include "observer/ports/random.hpp"
#include "storage/journal/linker.hpp"
#include "storage/journal/verify.hpp"
#include "storage/sqlite/sqlite_reader.hpp"
#include "storage/sqlite/sqlite_store.hpp"

// What the tests of the storage layer are made of.
namespace regard::storage::samples {

class SeededRandom final : public observer::Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_;
};

// A directory that goes with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "storage_tests.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary directory");
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// The nth recording; n is below 256.
inline observer::RecordingId recording(std::uint8_t n) {
  observer::RecordingId id;
  id.bytes.fill(0xA0);
  id.bytes[15] = n;
  return id;
}

// An event whose fields are all different from each other and from zero.
inline observer::StampedEvent event(std::uint8_t recording_n, std::uint64_t sequence) {
  const auto n = static_cast<std::int64_t>(sequence);
  observer::StampedEvent event;
  event.header.recording_id = recording(recording_n);
  event.header.sequence = sequence;
  event.header.event_id.bytes.fill(static_cast<std::uint8_t>(sequence * 7 + 1));
  event.header.kind = 6;
  event.header.server_mono_ns = 1'000'000'000 + n;
  event.header.server_wall_ns = 1'795'000'000'000'000'000 + n;
  event.header.client_time = {1'795'000'000'000'000 + n, -5'000 - n, 250 + n};
  event.header.author.account_id.bytes.fill(0xB1);
  event.header.author.role = v1::ROLE_ASSESSOR;
  event.header.client_id.bytes.fill(0xC2);
  event.header.client_seq = sequence + 100;
  event.payload = "payload " + std::to_string(recording_n) + "/" + std::to_string(sequence);
  return event;
}

// Events first..last of one recording. A recording is its own family unless a test says otherwise.
inline std::vector<observer::StampedEvent> events(std::uint8_t recording_n, std::uint64_t first, std::uint64_t last) {
  std::vector<observer::StampedEvent> all;
  for (std::uint64_t sequence = first; sequence <= last; ++sequence) all.push_back(event(recording_n, sequence));
  return all;
}

// The value, or the end of the test with the failure's words.
template <typename Value>
Value must(std::expected<Value, observer::StoreFailure> result) {
  if (!result) throw std::runtime_error(result.error().reason);
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

// An engine with what stands above it: links events and commits them, and reads as somebody else would.
class LinkedStore {
 public:
  LinkedStore(std::unique_ptr<WritingEngine> engine, observer::Random& random)
      : engine_(std::move(engine)), linker_(*engine_, random), reader_(must(engine_->open_reader())) {}

  [[nodiscard]] Done commit(const std::vector<observer::StampedEvent>& events) { return linker_.commit(events); }
  [[nodiscard]] Found<observer::Journal::Page> read(const observer::RecordingId& recording_id,
                                                    std::uint64_t after_sequence, std::size_t limit) {
    return reader_->read(recording_id, after_sequence, limit);
  }
  [[nodiscard]] VerifyReport verify() { return must(storage::verify(*reader_)); }

  [[nodiscard]] WritingEngine& engine() { return *engine_; }
  [[nodiscard]] ReadingEngine& reader() { return *reader_; }
  WritingEngine* operator->() { return engine_.get(); }

 private:
  std::unique_ptr<WritingEngine> engine_;
  Linker linker_;
  std::unique_ptr<ReadingEngine> reader_;
};

inline std::unique_ptr<SqliteStore> open_sqlite(const std::string& path, const std::string& vfs = {}) {
  return must(SqliteStore::open({.database_path = path, .vfs = vfs}));
}

inline std::unique_ptr<LinkedStore> open_store(const std::string& path, observer::Random& random,
                                               const std::string& vfs = {}) {
  return std::make_unique<LinkedStore>(open_sqlite(path, vfs), random);
}

inline Found<VerifyReport> verify_database(const StoreOptions& options) {
  auto reader = SqliteReader::open(options);
  if (!reader) return std::unexpected(std::move(reader.error()));
  return verify(**reader);
}

}  // namespace regard::storage::samples

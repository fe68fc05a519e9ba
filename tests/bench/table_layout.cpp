// Measures which table layout the journal should have, and what the full ingest costs beside a bare append.
//
//   table_layout_bench [DIRECTORY]      default: a new directory under the system's temporary one, removed afterwards
//
// Every layout gets the same events: 100 recordings take turns, 200 bytes of payload, 100 events a transaction, WAL
// with synchronous=FULL. The layouts take turns too, so that a slow moment of the machine hits them all; the median of
// the rounds is printed. Trust the ratios, not the numbers.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "observer/event.hpp"
#include "observer/ports/random.hpp"
#include "storage/journal/linker.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace {

using regard::observer::StampedEvent;
using regard::storage::Connection;
using regard::storage::Statement;
using regard::storage::Transaction;

constexpr std::size_t kRecordings = 100;
constexpr std::size_t kPayloadBytes = 200;
constexpr std::size_t kBatchEvents = 100;
constexpr std::size_t kBatches = 1000;
constexpr std::size_t kIndexEveryBatches = 40;
constexpr int kRounds = 5;
// The layouts checkpoint as the store does: by themselves, between two commits.
constexpr std::size_t kCheckpointEveryBatches = 160;

template <typename Value>
Value must(std::expected<Value, regard::observer::StoreFailure> result) {
  if (!result) {
    std::fprintf(stderr, "table_layout_bench: %s\n", result.error().reason.c_str());
    std::quick_exit(1);
  }
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

class SeededRandom final : public regard::observer::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_{1};
};

struct Layout {
  const char* name;
  const char* schema;
  // Run every kIndexEveryBatches; empty for none.
  const char* index_sql;
};

constexpr auto kLayouts = std::to_array<Layout>({
    {"bare append in row order",
     "CREATE TABLE event(row INTEGER PRIMARY KEY, recording INT, sequence INT, payload BLOB)", ""},
    {"append, UNIQUE(recording, sequence)",
     "CREATE TABLE event(row INTEGER PRIMARY KEY, recording INT, sequence INT, payload BLOB,"
     " UNIQUE(recording, sequence))",
     ""},
    {"clustered by (recording, sequence)",
     "CREATE TABLE event(recording INT, sequence INT, payload BLOB, PRIMARY KEY(recording, sequence)) WITHOUT ROWID",
     ""},
    {"append, index in sorted batches",
     "CREATE TABLE event(row INTEGER PRIMARY KEY, recording INT, sequence INT, payload BLOB);"
     "CREATE TABLE event_index(recording INT, sequence INT, row INT, PRIMARY KEY(recording, sequence)) WITHOUT ROWID;"
     "CREATE TABLE progress(indexed_row INT); INSERT INTO progress VALUES(0)",
     "BEGIN; INSERT INTO event_index SELECT recording, sequence, row FROM event"
     " WHERE row > (SELECT indexed_row FROM progress) ORDER BY recording, sequence;"
     "UPDATE progress SET indexed_row = (SELECT max(row) FROM event); COMMIT"},
});

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Rows a second.
double measure_layout(const Layout& layout, const std::string& path) {
  Connection connection = must(Connection::open(path, regard::storage::Access::kReadWrite, ""));
  must(connection.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0"));
  must(connection.execute(layout.schema));
  Statement insert = must(connection.prepare("INSERT INTO event(recording, sequence, payload) VALUES(?1, ?2, ?3)"));
  const std::vector<std::uint8_t> payload(kPayloadBytes, 'x');
  std::size_t written = 0;
  const double seconds = seconds_of([&] {
    for (std::size_t batch = 1; batch <= kBatches; ++batch) {
      Transaction transaction = must(Transaction::begin(connection, Transaction::Kind::kWrite));
      for (std::size_t i = 0; i < kBatchEvents; ++i, ++written) {
        insert.bind(1, static_cast<std::int64_t>(written % kRecordings));
        insert.bind(2, static_cast<std::int64_t>(written / kRecordings));
        insert.bind(3, regard::storage::Bytes(payload));
        must(insert.run());
      }
      must(transaction.commit());
      if (*layout.index_sql != '\0' && batch % kIndexEveryBatches == 0) must(connection.execute(layout.index_sql));
      if (batch % kCheckpointEveryBatches == 0) must(connection.execute("PRAGMA wal_checkpoint(PASSIVE)"));
    }
  });
  return static_cast<double>(written) / seconds;
}

std::vector<StampedEvent> full_events() {
  SeededRandom random;
  std::vector<regard::observer::RecordingId> recordings(kRecordings);
  for (auto& recording : recordings) recording = random.uuid();
  std::vector<StampedEvent> events(kBatches * kBatchEvents);
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto& header = events[i].header;
    header.recording_id = recordings[i % kRecordings];
    header.sequence = i / kRecordings + 1;
    header.event_id = random.uuid();
    header.kind = 5;
    header.server_mono_ns = header.server_wall_ns = 1'795'000'000'000'000'000 + static_cast<std::int64_t>(i) * 10'000;
    header.client_time = {header.server_wall_ns / 1000, 1234, 250};
    header.author = {recordings[0], regard::v1::ROLE_INTEGRATION};
    header.client_id = recordings[1];
    header.client_seq = header.sequence;
    events[i].payload = std::string(kPayloadBytes, 'x');
  }
  return events;
}

// Events a second through the store itself: salt, digests, chain, whole header, index, checkpoints.
double measure_store(const std::vector<StampedEvent>& events, const std::string& path) {
  SeededRandom random;
  auto store = must(regard::storage::SqliteStore::open({.database_path = path, .vfs = {}}));
  regard::storage::Linker linker(*store, random);
  const double seconds = seconds_of([&] {
    for (std::size_t first = 0; first < events.size(); first += kBatchEvents) {
      must(linker.commit(std::span(events).subspan(first, kBatchEvents)));
      must(store->maintain(regard::storage::WritingEngine::Maintenance::kOverdue));
    }
  });
  return static_cast<double>(events.size()) / seconds;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void print_row(const char* name, double rate, double bare_rate) {
  std::printf("| %-38s | %9.0f | %5.2f |\n", name, rate, rate / bare_rate);
}

}  // namespace

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  const fs::path directory =
      argc > 1 ? fs::path(argv[1])
               : fs::temp_directory_path() / ("table_layout." + std::to_string(std::random_device{}()));
  const std::vector<StampedEvent> events = full_events();
  std::vector<std::vector<double>> rates(std::size(kLayouts) + 1);
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < rates.size(); ++i) {
      fs::create_directories(directory);
      const std::string path = directory / "layout.db";
      rates[i].push_back(i < std::size(kLayouts) ? measure_layout(kLayouts[i], path) : measure_store(events, path));
      for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(path + suffix);
    }
  }
  std::error_code ignored;  // The caller's directory may hold other things, and then stays.
  fs::remove(directory, ignored);

  const double bare_rate = median(rates[0]);
  std::printf("| %-38s | %9s | %5s |\n| --- | --- | --- |\n", "layout", "rows/s", "ratio");
  for (std::size_t i = 0; i < std::size(kLayouts); ++i) print_row(kLayouts[i].name, median(rates[i]), bare_rate);
  print_row("the store: header, salt, chain, index", median(rates.back()), bare_rate);
}

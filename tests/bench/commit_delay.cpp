// What a commit of 100 events waits for: itself, and the checkpoint that ran before it on the one writing connection.
// Prints p50 and p99 in microseconds of all commits, then of those that a checkpoint was in the way of, and how many
// those were.
#include <sys/stat.h>

#include <cstdio>
#include <expected>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "observer/ports/random.hpp"
#include "storage/journal/linker.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/bench/load/payload.hpp"
#include "tests/bench/load/statistics.hpp"

namespace {

using regard::observer::StampedEvent;
using regard::storage::SqliteStore;
using regard::storage::WritingEngine;
using Outcome = regard::storage::Done;

constexpr int kCommits = 5000;
constexpr std::size_t kEventsPerCommit = 100;

class SeededRandom final : public regard::observer::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_{1};
};

// One event for each of a hundred recordings.
std::vector<StampedEvent> first_events(SeededRandom& random) {
  std::vector<StampedEvent> events(kEventsPerCommit);
  for (StampedEvent& event : events) {
    event.header.recording_id = random.uuid();
    event.header.client_id = random.uuid();
    event.header.kind = 6;
    event.payload = regard::bench::payload_due_at(0);
  }
  return events;
}

void move_on(std::vector<StampedEvent>& events, SeededRandom& random) {
  for (StampedEvent& event : events) {
    event.header.client_seq = ++event.header.sequence;
    event.header.event_id = random.uuid();
  }
}

// Only a checkpoint writes the database file itself; a commit writes the log.
class CheckpointWatch {
 public:
  explicit CheckpointWatch(std::string database_path) : path_(std::move(database_path)), written_ns_(written_ns()) {}

  bool has_run() {
    const std::int64_t before_ns = std::exchange(written_ns_, written_ns());
    return written_ns_ != before_ns;
  }

 private:
  [[nodiscard]] std::int64_t written_ns() const {
    struct stat status{};
    if (stat(path_.c_str(), &status) != 0) return 0;
    return status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec;
  }

  std::string path_;
  std::int64_t written_ns_;
};

struct Delays {
  std::vector<std::int64_t> all_ns;
  std::vector<std::int64_t> behind_checkpoint_ns;
};

// A commit is due as soon as the one before it is done, when maintenance may take its turn first.
Outcome measure(SqliteStore& store, const std::string& database_path, SeededRandom& random, Delays& delays) {
  std::vector<StampedEvent> events = first_events(random);
  regard::storage::Linker linker(store, random);
  CheckpointWatch watch(database_path);
  for (int i = 0; i < kCommits; ++i) {
    move_on(events, random);
    const std::int64_t due_ns = regard::bench::now_ns();
    if (auto maintained = store.maintain(WritingEngine::Maintenance::kOverdue); !maintained) return maintained;
    if (auto committed = linker.commit(events); !committed) return committed;
    const std::int64_t delay_ns = regard::bench::now_ns() - due_ns;
    delays.all_ns.push_back(delay_ns);
    if (watch.has_run()) delays.behind_checkpoint_ns.push_back(delay_ns);
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  using regard::bench::percentile_us;
  if (argc != 2) {
    std::fputs("usage: bench-commit FILE\n", stderr);
    return 2;
  }
  SeededRandom random;
  Delays delays;
  auto store = SqliteStore::open({.database_path = argv[1], .vfs = {}});
  const Outcome measured = store ? measure(**store, argv[1], random, delays) : std::unexpected(store.error());
  if (!measured) {
    std::fprintf(stderr, "bench-commit: %s\n", measured.error().reason.c_str());
    return 1;
  }
  std::printf("%.0f %.0f %.0f %.0f %zu\n", percentile_us(delays.all_ns, 50), percentile_us(delays.all_ns, 99),
              percentile_us(delays.behind_checkpoint_ns, 50), percentile_us(delays.behind_checkpoint_ns, 99),
              delays.behind_checkpoint_ns.size());
}

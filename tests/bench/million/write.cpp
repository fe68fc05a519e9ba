#include <cstdio>
#include <span>
#include <vector>

#include "storage/data_directory.hpp"
#include "storage/journal/linker.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "tests/bench/load/statistics.hpp"
#include "tests/bench/million/interview_maker.hpp"
#include "tests/bench/million/measure.hpp"

namespace regard::bench {
namespace {

using storage::Done;

constexpr std::size_t kLiveInterviews = 20;
constexpr std::size_t kInterviewsPerCommit = 2000;

// One commit, with what it leaves for later done at once: nobody waits for it here.
Done write_some(storage::SqliteStore& store, InterviewMaker& maker, SeededRandom& salts, std::size_t count,
                bool is_live) {
  std::vector<observer::StampedEvent> events;
  for (std::size_t i = 0; i < count; ++i) {
    for (observer::StampedEvent& event : maker.make(is_live)) events.push_back(std::move(event));
  }
  // One a commit: it remembers every recording it has linked.
  storage::Linker linker(store, salts);
  if (auto committed = linker.commit(events); !committed) return committed;
  return store.maintain(storage::WritingEngine::Maintenance::kAll);
}

}  // namespace

Done write_interviews(const std::string& directory, std::size_t count) {
  const auto held = storage::DataDirectory::open(directory);
  if (!held) return std::unexpected(held.error());
  auto store = storage::SqliteStore::open({.database_path = held->database_path()});
  if (!store) return std::unexpected(store.error());
  const std::int64_t begin_ns = now_ns();
  InterviewMaker maker(1);
  SeededRandom salts(2);
  for (std::size_t written = 0; written < count; written += kInterviewsPerCommit) {
    const std::size_t some = std::min(kInterviewsPerCommit, count - written);
    if (auto done = write_some(**store, maker, salts, some, false); !done) return done;
  }
  if (auto done = write_some(**store, maker, salts, kLiveInterviews, true); !done) return done;
  std::printf("%zu interviews written in %.1f s\n", count, static_cast<double>(now_ns() - begin_ns) / 1e9);
  return {};
}

}  // namespace regard::bench

#include "storage/journal/journal_thread.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

#include "storage/journal/limits.hpp"
#include "storage/journal/verify.hpp"
#include "tests/storage/support/samples.hpp"
#include "tests/support/power_cut_vfs.hpp"

namespace regard::storage {
namespace {

using namespace samples;

// The owner's thread: runs what is posted, when the test asks for it.
class Owner {
 public:
  [[nodiscard]] PostToOwner poster() {
    return [this](std::move_only_function<void()> work) {
      {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(work));
        ++post_count_;
      }
      wake_.notify_one();
    };
  }

  void run_until(const std::function<bool()>& is_done) {
    while (!is_done()) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return !posted_.empty(); });
      auto work = std::move(posted_.front());
      posted_.pop_front();
      lock.unlock();
      work();
    }
  }

  [[nodiscard]] int post_count() {
    const std::lock_guard lock(mutex_);
    return post_count_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::move_only_function<void()>> posted_;
  int post_count_ = 0;
};

// What an engine was asked for, told across threads; and a gate before each commit.
class Script {
 public:
  void arrive(std::size_t batch_events) {
    std::unique_lock lock(mutex_);
    batches_.push_back(batch_events);
    wake_.notify_all();
    wake_.wait(lock, [this] { return is_open_; });
  }
  void wait_for_commit() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return !batches_.empty(); });
  }
  void open_gate() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    wake_.notify_all();
  }
  void maintained(WritingEngine::Maintenance what) {
    const std::lock_guard lock(mutex_);
    ++maintenances_;
    if (what == WritingEngine::Maintenance::kAll) ++full_maintenances_;
    if (what == WritingEngine::Maintenance::kOverdue) commits_at_overdue_.push_back(batches_.size());
    wake_.notify_all();
  }
  void wait_for_full_maintenance() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return full_maintenances_ > 0; });
  }
  // How many commits there had been at each overdue maintenance.
  [[nodiscard]] std::vector<std::size_t> commits_at_overdue() {
    const std::lock_guard lock(mutex_);
    return commits_at_overdue_;
  }
  [[nodiscard]] std::vector<std::size_t> batches() {
    const std::lock_guard lock(mutex_);
    return batches_;
  }
  [[nodiscard]] int maintenances() {
    const std::lock_guard lock(mutex_);
    return maintenances_;
  }

  std::atomic<bool> has_files = true;

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::size_t> batches_;
  bool is_open_ = false;
  int maintenances_ = 0;
  int full_maintenances_ = 0;
  std::vector<std::size_t> commits_at_overdue_;
};

// Reads and keeps nothing.
class NothingKept final : public ReadingEngine {
 public:
  Found<observer::Journal::Page> read(const observer::RecordingId& /*id*/, std::uint64_t /*after*/,
                                      std::size_t /*limit*/) override {
    return observer::Journal::Page{};
  }
  Found<std::vector<observer::RecordingId>> read_family(const observer::RecordingId& /*id*/) override {
    return std::vector<observer::RecordingId>{};
  }
  Found<std::optional<Head>> head(const observer::RecordingId& /*id*/) override { return std::nullopt; }
  Found<std::optional<LocatedEvent>> find(const observer::RecordingId& /*id*/, std::uint64_t /*sequence*/) override {
    return std::nullopt;
  }
  Found<Position> walk(const Walk& /*walk*/, const Visitor& /*visitor*/) override { return 0; }
  Found<Position> walk_links(Position /*after*/, std::size_t /*limit*/, const LinkVisitor& /*visitor*/) override {
    return 0;
  }
  Found<Position> newest_position() override { return 0; }
  Found<std::vector<std::string>> check_structure() override { return std::vector<std::string>{}; }
};

class ScriptedEngine final : public WritingEngine {
 public:
  explicit ScriptedEngine(Script& script) : script_(script) {}
  Done commit(std::span<const LinkedEvent> events) override {
    script_.arrive(events.size());
    return {};
  }
  Found<std::optional<Head>> head(const observer::RecordingId& /*id*/) override { return std::nullopt; }
  Found<std::int64_t> newest_stamp_ns() override { return 0; }
  Done put_account(const observer::Account& /*account*/) override { return {}; }
  Found<std::vector<observer::Account>> accounts() override { return std::vector<observer::Account>{}; }
  Found<std::optional<observer::Account>> find_account(const std::string& /*login*/) override { return std::nullopt; }
  Done put_session(const observer::SignInSession& /*session*/) override { return {}; }
  Done remove_session(const std::string& /*token_hash*/) override { return {}; }
  Done remove_sessions_of(const observer::AccountId& /*account_id*/, const std::string& /*but*/) override { return {}; }
  Done purge_expired_sessions(std::int64_t /*now*/) override { return {}; }
  Found<std::vector<observer::SignInSession>> sessions() override { return std::vector<observer::SignInSession>{}; }
  Done put_token(const observer::IntegrationToken& /*token*/) override { return {}; }
  Done remove_token(const std::string& /*token_hash*/) override { return {}; }
  Found<std::vector<observer::IntegrationToken>> tokens() override { return std::vector<observer::IntegrationToken>{}; }
  Done put_second_factor(const observer::SecondFactor& /*factor*/) override { return {}; }
  Done remove_second_factor(const observer::AccountId& /*account_id*/) override { return {}; }
  Found<std::vector<observer::SecondFactor>> second_factors() override { return std::vector<observer::SecondFactor>{}; }
  Done put_invitation(const observer::Invitation& /*invitation*/) override { return {}; }
  Done remove_invitation(const observer::AccountId& /*account_id*/) override { return {}; }
  Found<std::vector<observer::Invitation>> invitations() override { return std::vector<observer::Invitation>{}; }
  Done maintain(Maintenance what) override {
    script_.maintained(what);
    return {};
  }
  Done check() override {
    if (script_.has_files) return {};
    return std::unexpected(observer::StoreFailure{"the files are gone"});
  }
  Found<std::unique_ptr<ReadingEngine>> open_reader() const override { return std::make_unique<NothingKept>(); }

 private:
  Script& script_;
};

// A journal on a real database.
struct RealJournal {
  TemporaryDirectory directory;
  SeededRandom random{1};
  Owner owner;
  std::string path = directory.file("regard.db");
  std::unique_ptr<JournalThread> journal = must(JournalThread::start(open_sqlite(path), random, owner.poster()));
};

TEST_CASE("appends that wait at the same moment are committed in one transaction and told in one post") {
  Owner owner;
  Script script;
  SeededRandom random(1);
  auto journal = must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster()));
  int completed = 0;
  const auto count = [&](const Done& done) { completed += done.has_value() ? 1 : 0; };
  journal->append(events(1, 1, 1), count);
  script.wait_for_commit();
  for (std::uint8_t n = 2; n < 12; ++n) journal->append(events(n, 1, 2), count);
  script.open_gate();
  owner.run_until([&] { return completed == 11; });
  CHECK(script.batches() == std::vector<std::size_t>{1, 20});
  CHECK(owner.post_count() == 2);
}

TEST_CASE("a long queue is committed in bounded transactions, and no call is split") {
  Owner owner;
  Script script;
  SeededRandom random(1);
  auto journal = must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster()));
  int completed = 0;
  const auto count = [&](const Done&) { ++completed; };
  journal->append(events(1, 1, 1), count);
  script.wait_for_commit();
  journal->append(events(2, 1, kMaxBatchEvents - 1), count);
  journal->append(events(3, 1, 2), count);
  journal->append(events(4, 1, kMaxBatchEvents + 5), count);
  journal->append(events(5, 1, 1), count);
  script.open_gate();
  owner.run_until([&] { return completed == 5; });
  CHECK(script.batches() == std::vector<std::size_t>{1, kMaxBatchEvents - 1, 2, kMaxBatchEvents + 5, 1});
}

TEST_CASE("a full disk is noticed without an event, what was handed over is kept, and it is noticed when it ends") {
  const TemporaryDirectory directory;
  Owner owner;
  Script script;
  script.open_gate();
  SeededRandom random(1);
  std::atomic<std::uint64_t> free_bytes = 10'000;
  DiskReserve reserve{directory.file("reserve"), {1'000, 4'096}, [&] { return free_bytes.load(); }};
  auto journal =
      must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster(), std::move(reserve)));
  CHECK(journal->has_room());
  free_bytes = 0;
  while (journal->has_room()) std::this_thread::yield();
  bool is_kept = false;
  journal->append(events(1, 1, 1), [&](const Done& done) { is_kept = done.has_value(); });
  owner.run_until([&] { return is_kept; });
  free_bytes = 10'000;
  while (!journal->has_room()) std::this_thread::yield();
}

TEST_CASE("on a disk that is full to the brim sign-ins are refused, not tried, until there is room again") {
  const TemporaryDirectory directory;
  Owner owner;
  Script script;
  script.open_gate();
  SeededRandom random(1);
  std::atomic<std::uint64_t> free_bytes = 0;
  DiskReserve reserve{directory.file("reserve"), {1'000, 4'096}, [&] { return free_bytes.load(); }};
  auto journal =
      must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster(), std::move(reserve)));
  const auto put = [&] {
    std::optional<Done> put;
    journal->put_session({}, [&](Done done) { put = std::move(done); });
    owner.run_until([&] { return put.has_value(); });
    return *put;
  };
  CHECK(put().error().reason == "the disk is full");
  free_bytes = 10'000;
  CHECK(put());
}

TEST_CASE("index and checkpoint wait for room on a disk that a commit has filled") {
  const TemporaryDirectory directory;
  Owner owner;
  Script script;
  SeededRandom random(1);
  std::atomic<std::uint64_t> free_bytes = 10'000;
  DiskReserve reserve{directory.file("reserve"), {1'000, 4'096}, [&] { return free_bytes.load(); }};
  auto journal =
      must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster(), std::move(reserve)));
  journal->append(events(1, 1, 1), [](const Done&) {});
  script.wait_for_commit();
  free_bytes = 0;
  script.open_gate();
  journal->stop();
  CHECK(script.maintenances() == 0);
}

TEST_CASE("index and checkpoint that waited for room are done when there is some, though nothing is recorded") {
  const TemporaryDirectory directory;
  Owner owner;
  Script script;
  SeededRandom random(1);
  std::atomic<std::uint64_t> free_bytes = 10'000;
  std::atomic<int> full_looks = 0;
  DiskReserve reserve{directory.file("reserve"), {1'000, 4'096}, [&] {
                        if (free_bytes == 0) ++full_looks;
                        return free_bytes.load();
                      }};
  auto journal =
      must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster(), std::move(reserve)));
  journal->append(events(1, 1, 1), [](const Done&) {});
  script.wait_for_commit();
  free_bytes = 0;
  script.open_gate();
  // Two for what is overdue, and two in the first idle moment.
  while (full_looks < 4) std::this_thread::yield();
  free_bytes = 10'000;
  script.wait_for_full_maintenance();
}

TEST_CASE("a failure that is found while nothing is committed is told") {
  Owner owner;
  Script script;
  script.open_gate();
  SeededRandom random(1);
  std::vector<std::string> told;
  auto journal = must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster(), {},
                                           [&](const std::string& reason) { told.push_back(reason); }));
  script.has_files = false;
  owner.run_until([&] { return !told.empty(); });
  journal->stop();
  CHECK(told == std::vector<std::string>{"the files are gone"});
}

TEST_CASE("index and checkpoint are done when nothing waits") {
  Owner owner;
  Script script;
  script.open_gate();
  SeededRandom random(1);
  auto journal = must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster()));
  journal->append(events(1, 1, 1), [](const Done&) {});
  script.wait_for_full_maintenance();
}

TEST_CASE("what is overdue is done between two commits, though work never ends") {
  Owner owner;
  Script script;
  SeededRandom random(1);
  auto journal = must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster()));
  int completed = 0;
  const auto count = [&](const Done&) { ++completed; };
  journal->append(events(1, 1, 1), count);
  script.wait_for_commit();
  journal->append(events(2, 1, 1), count);  // Waits before the first commit has ended.
  script.open_gate();
  owner.run_until([&] { return completed == 2; });
  CHECK(script.commits_at_overdue().at(0) == 1);
}

TEST_CASE(
    "a transaction is bounded by its bytes too, so that whoever comes behind large events does not wait for all") {
  Owner owner;
  Script script;
  SeededRandom random(1);
  auto journal = must(JournalThread::start(std::make_unique<ScriptedEngine>(script), random, owner.poster()));
  journal->append(events(1, 1, 1), [](const Done&) {});
  script.wait_for_commit();
  std::size_t kept = 0;
  constexpr std::size_t kCalls = 6;
  for (std::uint8_t n = 0; n < kCalls; ++n) {
    auto big = events(static_cast<std::uint8_t>(n + 2), 1, 1);
    big[0].payload = std::string(kMaxBatchBytes * 2 / 5, 'x');
    journal->append(std::move(big), [&](const Done&) { ++kept; });
  }
  script.open_gate();
  owner.run_until([&] { return kept == kCalls; });
  CHECK(script.batches() == std::vector<std::size_t>{1, 2, 2, 2});
}

TEST_CASE("an append is on disk when it is told, and its page can be read then") {
  RealJournal real;
  observer::Journal::Page page;
  real.journal->append(events(1, 1, 3), [&](const Done& done) {
    REQUIRE(done);
    real.journal->read(recording(1), 1, 10, [&](auto read) { page = must(std::move(read)); });
  });
  real.owner.run_until([&] { return !page.empty(); });
  CHECK(page == events(1, 2, 3));
}

TEST_CASE("many appends from one turn of the owner all arrive, in order and chained") {
  RealJournal real;
  constexpr std::uint64_t kRounds = 50;
  std::uint64_t completed = 0;
  for (std::uint64_t sequence = 1; sequence <= kRounds; ++sequence) {
    for (std::uint8_t n = 1; n <= 20; ++n) {
      real.journal->append(events(n, sequence, sequence), [&](const Done& done) { completed += done ? 1 : 0; });
    }
  }
  real.owner.run_until([&] { return completed == kRounds * 20; });
  real.journal->stop();
  real.journal.reset();
  const auto report = must(verify_database({.database_path = real.path, .vfs = {}}));
  CHECK(report.is_sound());
  CHECK(report.event_count == kRounds * 20);
}

TEST_CASE("stopping commits what was handed over, and refuses what comes after") {
  RealJournal real;
  std::vector<bool> kept;
  const auto note = [&](const Done& done) { kept.push_back(done.has_value()); };
  real.journal->append(events(1, 1, 1), note);
  real.journal->put_session({"aa", recording(1), 5}, note);
  real.journal->stop();
  std::string reason;
  bool page_refused = false;
  real.journal->append(events(1, 2, 2), [&](const Done& done) { reason = done ? "" : done.error().reason; });
  real.journal->remove_session("aa", note);
  real.journal->read(recording(1), 0, 10, [&](const auto& page) { page_refused = !page.has_value(); });
  real.owner.run_until([&] { return page_refused; });
  CHECK(kept == std::vector<bool>{true, true, false});
  CHECK(reason == "the journal is stopped");
  real.journal.reset();

  auto store = open_store(real.path, real.random);
  CHECK(must(store->read(recording(1), 0, 10)) == events(1, 1, 1));
  CHECK(must((*store)->sessions()).size() == 1);
}

TEST_CASE("sign-in sessions are put and removed in the order they were asked for") {
  RealJournal real;
  int completed = 0;
  const auto count = [&](const Done& done) { completed += done.has_value() ? 1 : 0; };
  real.journal->put_session({"aa", recording(1), 5}, count);
  real.journal->put_session({"bb", recording(1), 6}, count);
  real.journal->remove_session("aa", count);
  real.owner.run_until([&] { return completed == 3; });
  real.journal.reset();
  CHECK(must(open_sqlite(real.path)->sessions()) == std::vector{observer::SignInSession{"bb", recording(1), 6}});
}

TEST_CASE("after a failed commit every append is told the same reason") {
  support::PowerCutVfs vfs(1);
  SeededRandom random(1);
  Owner owner;
  auto journal = must(JournalThread::start(open_sqlite("regard.db", vfs.name()), random, owner.poster()));
  vfs.fail(support::PowerCutVfs::Fault::kSyncError, 1);
  std::vector<std::string> reasons;
  const auto note = [&](const Done& done) { reasons.push_back(done ? "kept" : done.error().reason); };
  journal->append(events(1, 1, 1), note);
  owner.run_until([&] { return reasons.size() == 1; });
  journal->append(events(1, 2, 2), note);
  journal->append(events(2, 1, 1), note);
  owner.run_until([&] { return reasons.size() == 3; });
  CHECK_THAT(reasons[0], Catch::Contains("nothing more is accepted until the restart: disk I/O error"));
  CHECK(reasons[1] == reasons[0]);
  CHECK(reasons[2] == reasons[0]);
}

}  // namespace
}  // namespace regard::storage

#include "storage/catalogue/catalogue_thread.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <future>
#include <optional>
#include <thread>

#include "storage/catalogue/limits.hpp"
#include "tests/storage/catalogue/catalogue_world.hpp"
#include "tests/storage/support/page_damage.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using Reader = std::expected<std::reference_wrapper<observer::CatalogueReader>, observer::StoreFailure>;

// A thread on the world's files, with connections of its own.
struct Running {
  CatalogueWorld world;
  std::string path = world.journal_path() + ".catalogue";
  std::vector<std::string> failures;
  std::unique_ptr<CatalogueThread> thread = start();

  std::unique_ptr<CatalogueThread> start() {
    auto source = must(SqliteReader::open({.database_path = world.journal_path(), .vfs = {}}));
    auto database = must(CatalogueDatabase::open(path, *source));
    return std::make_unique<CatalogueThread>(std::move(source), std::move(database),
                                             [this](const std::string& reason) { failures.push_back(reason); });
  }
  // How many interviews it lists; nothing when it says that it cannot.
  std::optional<std::size_t> list() {
    std::promise<std::optional<std::size_t>> listed;
    thread->run([&](Reader reader) {
      const auto page = reader ? reader->get().find({{}, {}, 100}) : std::unexpected(observer::StoreFailure{});
      listed.set_value(page ? std::optional(page->interviews.size()) : std::nullopt);
    });
    return listed.get_future().get();
  }
};

TEST_CASE("an answer knows all that was committed before it was asked for") {
  Running running;
  for (std::size_t n = 1; n <= 20; ++n) {
    running.world.open({.candidate = {recording(1), "Léa"}, .assessors = {}});
    running.world.commit();
    CHECK(running.list() == n);
  }
}

TEST_CASE("a catalogue that turns out to be damaged when it is asked is made anew, and that is said") {
  Running running;
  for (int n = 0; n < 3; ++n) running.world.open({.candidate = {recording(1), "Léa"}, .assessors = {}});
  running.world.commit();
  CHECK(running.list() == 3);
  running.thread.reset();
  CHECK(running.failures.empty());
  const std::string damaged = GENERATE("interview", "marking");
  CAPTURE(damaged);
  overwrite_table(running.path, damaged);
  running.thread = running.start();
  const auto search = [&] {
    std::promise<std::optional<std::size_t>> found;
    running.thread->run([&](Reader reader) {
      const auto page =
          reader ? reader->get().find({{.words = "léa"}, {}, 100}) : std::unexpected(observer::StoreFailure{});
      found.set_value(page ? std::optional(page->interviews.size()) : std::nullopt);
    });
    return found.get_future().get();
  };
  CHECK_FALSE(search());
  CHECK(search() == 3);
  CHECK(running.list() == 3);
  CHECK(running.failures.size() == 1);
}

// In the index of interviews by id, on its only page, changes one id.
void change_index(const std::string& path, const observer::RecordingId& interview_id) {
  auto connection = must(Connection::open(path, Access::kReadWrite, {}));
  REQUIRE(connection.integer("PRAGMA wal_checkpoint(TRUNCATE)").value() == 0);
  const auto page =
      must(connection.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_interview_1'"));
  std::string bytes(kPageBytes, '\0');
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg((page - 1) * kPageBytes);
  file.read(bytes.data(), kPageBytes);
  const auto place = bytes.find({reinterpret_cast<const char*>(interview_id.bytes.data()), interview_id.bytes.size()});
  REQUIRE(place != std::string::npos);
  file.seekp((page - 1) * kPageBytes + static_cast<std::int64_t>(place));
  file.put(static_cast<char>(bytes[place] ^ 1));
}

TEST_CASE("an index that contradicts its table stands in the way once") {
  Running running;
  const auto interview_id =
      running.world.open({.candidate = {recording(1), "Léa"}, .assessors = {{recording(2), "Claire"}}});
  running.world.commit();
  CHECK(running.list() == 1);
  running.thread.reset();
  change_index(running.path, interview_id);
  running.thread = running.start();
  running.world.close_marking(interview_id, 0);
  running.world.commit();
  CHECK_FALSE(running.list());
  CHECK(running.list() == 1);
  CHECK(running.failures.size() == 1);
}

// A job that has begun, and ends when the gate is opened.
struct Gate {
  std::promise<void> begun;
  std::promise<void> opened;

  explicit Gate(CatalogueThread& thread) {
    thread.run([this](const Reader&) {
      begun.set_value();
      opened.get_future().wait();
    });
    begun.get_future().wait();
  }
};

TEST_CASE("a stop waits for no folding: what would have needed it is refused") {
  Running running;
  Gate gate(*running.thread);
  running.world.open({.candidate = {recording(1), "Léa"}, .assessors = {}});
  running.world.commit();
  std::optional<std::string> reason;
  running.thread->run([&](const Reader& reader) { reason = reader ? "" : reader.error().reason; });
  auto stopped = std::async(std::launch::async, [&] { running.thread->stop(); });
  bool is_stopping = false;
  while (!is_stopping) {
    running.thread->run([&, here = std::this_thread::get_id()](const Reader& reader) {
      if (std::this_thread::get_id() == here) is_stopping = reader.error().reason == "the server is stopping";
    });
  }
  gate.opened.set_value();
  stopped.get();
  CHECK(reason == "the server is stopping");
  running.thread = running.start();
  CHECK(running.list() == 1);
}

TEST_CASE("jobs run in order, and those that wait are run before a stop") {
  Running running;
  std::vector<int> order;
  for (int i = 0; i < 100; ++i) running.thread->run([&order, i](const Reader&) { order.push_back(i); });
  running.thread->stop();
  REQUIRE(order.size() == 100);
  CHECK(std::ranges::is_sorted(order));
  bool is_refused = false;
  running.thread->run([&](const Reader& reader) { is_refused = !reader.has_value(); });
  CHECK(is_refused);
}

TEST_CASE("more questions than may wait are refused at once, and the others answered") {
  Running running;
  Gate gate(*running.thread);
  std::atomic<std::size_t> answered{0};
  std::size_t refused = 0;
  for (std::size_t i = 0; i < kMaxQueuedJobs + 10; ++i) {
    running.thread->run([&](const Reader& reader) { reader ? ++answered : ++refused; });
  }
  CHECK(refused == 10);
  gate.opened.set_value();
  running.thread->stop();
  CHECK(answered + refused == kMaxQueuedJobs + 10);
}

}  // namespace
}  // namespace regard::storage

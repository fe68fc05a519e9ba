#include "storage/catalogue/catalogue_thread.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <future>

#include "storage/catalogue/limits.hpp"
#include "tests/storage/catalogue/catalogue_world.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using Reader = std::expected<std::reference_wrapper<observer::CatalogueReader>, observer::StoreFailure>;

// A thread on the world's files, with connections of its own.
struct Running {
  CatalogueWorld world;
  std::unique_ptr<ReadingEngine> source = must(SqliteReader::open({.database_path = world.journal_path(), .vfs = {}}));
  ReadingEngine& source_view = *source;
  CatalogueThread thread{std::move(source),
                         must(CatalogueDatabase::open(world.journal_path() + ".catalogue", source_view))};
};

TEST_CASE("an answer knows all that was committed before it was asked for") {
  Running running;
  for (std::size_t n = 1; n <= 20; ++n) {
    running.world.open({.candidate = {recording(1), "Léa"}, .assessors = {}});
    running.world.commit();
    std::promise<std::size_t> listed;
    running.thread.run([&](Reader reader) {
      REQUIRE(reader);
      listed.set_value(must(reader->get().find({{}, {}, 100})).interviews.size());
    });
    CHECK(listed.get_future().get() == n);
  }
}

TEST_CASE("jobs run in order, and those that wait are run before a stop") {
  Running running;
  std::vector<int> order;
  for (int i = 0; i < 100; ++i) running.thread.run([&order, i](const Reader&) { order.push_back(i); });
  running.thread.stop();
  REQUIRE(order.size() == 100);
  CHECK(std::ranges::is_sorted(order));
  bool is_refused = false;
  running.thread.run([&](const Reader& reader) { is_refused = !reader.has_value(); });
  CHECK(is_refused);
}

TEST_CASE("more questions than may wait are refused at once, and the others answered") {
  Running running;
  std::promise<void> gate;
  running.thread.run([&](const Reader&) { gate.get_future().wait(); });
  std::atomic<std::size_t> answered{0};
  std::size_t refused = 0;
  for (std::size_t i = 0; i < kMaxQueuedJobs + 10; ++i) {
    running.thread.run([&](const Reader& reader) { reader ? ++answered : ++refused; });
  }
  CHECK(refused >= 9);
  gate.set_value();
  running.thread.stop();
  CHECK(answered + refused == kMaxQueuedJobs + 10);
}

}  // namespace
}  // namespace regard::storage

// The access trail on a real file: what is kept, found, counted, removed, and noticed of changes to it.
#include <atomic>
#include <catch2/catch.hpp>
#include <future>

#include "storage/sqlite/rare_statements.hpp"
#include "storage/trail/limits.hpp"
#include "storage/trail/tally.hpp"
#include "storage/trail/trail_database.hpp"
#include "storage/trail/trail_thread.hpp"
#include "tests/storage/support/samples.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using observer::TrailEntry;
using observer::TrailKind;
using observer::TrailPage;
using observer::TrailQuery;

TrailEntry entry(TrailKind kind, const std::string& login, std::int64_t wall_ns) {
  return {.kind = kind,
          .wall_ns = wall_ns,
          .account_id = recording(3),
          .login = login,
          .address = "192.0.2.1",
          .subject = "a subject",
          .detail = "a detail",
          .count = 2};
}

constexpr std::int64_t kHourNs = 3'600'000'000'000;

std::string not_following(int number) {
  return "the access trail: entry " + std::to_string(number) + " does not follow the one before it";
}

class File {
 public:
  std::unique_ptr<TrailDatabase> open() { return must(TrailDatabase::open(path)); }
  void tamper(const std::string& sql) const {
    auto connection = must(Connection::open(path, Access::kReadWrite, ""));
    must(connection.execute(sql));
  }
  [[nodiscard]] static TrailEntry nth(std::int64_t n) {
    return entry(n % 2 == 0 ? TrailKind::signed_in : TrailKind::recording_read, n > 5 ? "claire" : "paul", n);
  }
  // Ten entries at 1 to 10 ns.
  void fill() {
    const auto trail = open();
    for (std::int64_t n = 1; n <= 10; ++n) must(trail->append(std::vector{nth(n)}));
  }
  [[nodiscard]] TrailReport verify(const std::vector<TrailHead>& signed_heads = {}) const {
    std::vector<SignedTrailHead> signed_then;
    for (const TrailHead& head : signed_heads)
      signed_then.push_back({head, "signed over " + std::to_string(head.number)});
    return must(verify_trail(path, signed_then));
  }
  [[nodiscard]] std::vector<std::string> faults(const std::vector<TrailHead>& signed_heads = {}) const {
    return verify(signed_heads).faults;
  }
  // All of it was signed.
  void remove_before(std::int64_t wall_ns, std::int64_t now_wall_ns) {
    const auto trail = open();
    must(trail->remove({wall_ns, now_wall_ns, trail->head().number}));
  }
  [[nodiscard]] std::vector<std::int64_t> numbers(const TrailQuery& query) {
    std::vector<std::int64_t> found;
    for (const auto& numbered : must(open()->find(query)).entries) found.push_back(numbered.number);
    return found;
  }

 private:
  TemporaryDirectory directory_;

 public:
  const std::string path = directory_.file("trail.db");
};

// A trail on its own thread.
class Running {
 public:
  explicit Running(const std::string& path) : thread_(parts(path)) {}
  void note(TrailKind kind, const std::string& login) { thread_.note({.kind = kind, .login = login}); }
  void sign() { thread_.signed_up_to(thread_.head().number); }
  TrailPage find(const TrailQuery& query) {
    std::promise<TrailPage> found;
    thread_.find(query, [&](auto page) { found.set_value(page.value()); });
    return found.get_future().get();
  }
  // Once the thread has done what there was to do: it removes behind each answer.
  std::vector<std::int64_t> numbers() {
    (void)find({.limit = 1});
    std::vector<std::int64_t> numbers;
    for (const auto& numbered : find({.limit = 99}).entries) numbers.push_back(numbered.number);
    return numbers;
  }

  std::atomic<std::int64_t> now_wall_ns = 5;

 private:
  TrailThread::Parts parts(const std::string& path) {
    return {must(TrailDatabase::open(path)), [this] { return now_wall_ns.load(); }, std::chrono::days(1),
            [](const std::string& reason) { FAIL(reason); }};
  }
  TrailThread thread_;
};

}  // namespace

TEST_CASE("entries are kept whole, in their order, and chained") {
  File file;
  const std::vector entries{entry(TrailKind::signed_in, "claire", 7), entry(TrailKind::account_changed, "paul", 8)};
  must(file.open()->append(entries));
  const auto page = must(file.open()->find({.limit = 10}));
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].entry == entries[1]);
  CHECK(page.entries[1].entry == entries[0]);
  CHECK_FALSE(page.has_more);
  const auto report = must(verify_trail(file.path, {}));
  CHECK(report.entry_count == 2);
  CHECK(report.first_wall_ns == 7);
  CHECK(report.faults.empty());
}

TEST_CASE("the trail is found by kind, by login, by time, and page by page") {
  File file;
  file.fill();
  using Numbers = std::vector<std::int64_t>;
  CHECK(file.numbers({.limit = 3}) == Numbers{10, 9, 8});
  CHECK(file.numbers({.before = 8, .limit = 3}) == Numbers{7, 6, 5});
  CHECK(file.numbers({.kind = TrailKind::signed_in, .limit = 3}) == Numbers{10, 8, 6});
  CHECK(file.numbers({.login = "paul", .limit = 3}) == Numbers{5, 4, 3});
  CHECK(file.numbers({.login = "a subject", .limit = 3}) == Numbers{10, 9, 8});
  CHECK(file.numbers({.from_wall_ns = 3, .until_wall_ns = 5, .limit = 9}) == Numbers{4, 3});
  CHECK(file.numbers({.kind = TrailKind::recording_read, .login = "claire", .until_wall_ns = 9, .limit = 9}) ==
        Numbers{7});
  CHECK(must(file.open()->find({.limit = 9})).has_more);
  CHECK_FALSE(must(file.open()->find({.limit = 10})).has_more);
}

TEST_CASE("what is over its term goes, and the chain still holds, also when entries follow") {
  File file;
  file.fill();
  file.remove_before(4, 20);
  CHECK(file.numbers({.limit = 20}).back() == 4);
  CHECK(file.faults().empty());
  file.remove_before(100, 120);
  CHECK(file.numbers({.limit = 20}).empty());
  must(file.open()->append(std::vector{entry(TrailKind::signed_in, "claire", 200)}));
  CHECK(file.numbers({.limit = 20}) == std::vector<std::int64_t>{11});
  CHECK(file.faults().empty());
}

// Which of the entries that were noted at these moments, in this order, are left.
std::vector<std::int64_t> left_of(const std::vector<std::int64_t>& wall_ns, const Removal& removal) {
  File file;
  const auto trail = file.open();
  for (const std::int64_t one : wall_ns) must(trail->append(std::vector{entry(TrailKind::signed_in, "claire", one)}));
  must(trail->remove(removal));
  CHECK(file.faults().empty());
  auto left = file.numbers({.limit = 99});
  std::ranges::reverse(left);
  return left;
}

TEST_CASE("with the clock set back nothing goes that stands behind what must stay") {
  using Numbers = std::vector<std::int64_t>;
  CHECK(left_of({1, 50, 2}, {40, 60, 3}) == Numbers{2, 3});
  CHECK(left_of({1, 2, 50}, {40, 60, 3}) == Numbers{3});
}

TEST_CASE("a stamp from the future keeps nothing for longer, and takes nothing away") {
  using Numbers = std::vector<std::int64_t>;
  CHECK(left_of({1, 9'000, 2, 3, 50}, {40, 60, 5}) == Numbers{5});
  CHECK(left_of({1, 9'000, 50}, {40, 60, 3}) == Numbers{2, 3});
  CHECK(left_of({1, 9'000}, {40, 60, 2}) == Numbers{2});
  CHECK(left_of({50, 9'000, 2}, {40, 60, 3}) == Numbers{1, 2, 3});
}

TEST_CASE("what no checkpoint has signed yet stays") {
  CHECK(left_of({1, 2, 3}, {40, 60, 2}) == std::vector<std::int64_t>{3});
  CHECK(left_of({1, 2, 3}, {40, 60, 0}) == std::vector<std::int64_t>{1, 2, 3});
}

TEST_CASE("an entry that was changed, removed or put in is found") {
  File file;
  file.fill();
  SECTION("changed") {
    const auto* column = GENERATE("kind = 4", "wall_ns = 3", "account_id = zeroblob(16)", "login = 'x'", "address = ''",
                                  "subject = 'aa'", "detail = ''", "count = 1", "chain = zeroblob(32)");
    file.tamper("UPDATE entry SET " + std::string(column) + " WHERE number = 6");
    CHECK(file.faults() == std::vector{not_following(6)});
  }
  SECTION("removed") {
    file.tamper("DELETE FROM entry WHERE number = 6");
    CHECK(file.faults() == std::vector{not_following(7)});
  }
  SECTION("put in before the first") {
    const auto genesis = trail_genesis();
    auto connection = must(Connection::open(file.path, Access::kReadWrite, ""));
    must(run(connection,
             "INSERT INTO entry SELECT 0, kind, wall_ns, account_id, login, address, subject, detail, count, ?1 FROM "
             "entry WHERE number = 1",
             Bytes(genesis)));
    CHECK(file.faults() == std::vector{not_following(0)});
  }
  SECTION("a kind that reads as another in fewer bits") {
    file.tamper("UPDATE entry SET kind = kind + 256 WHERE number = 6");
    CHECK(file.faults() == std::vector{not_following(6)});
  }
  SECTION("taken out of an index") {
    file.tamper(
        "PRAGMA writable_schema = ON;"
        "UPDATE sqlite_schema SET sql = sql || ' WHERE number <> 6' WHERE name = 'entry_by_login'");
    CHECK_THAT(file.faults().at(0), Catch::Contains("the access trail: "));
  }
  SECTION("text moved from one field to the next") {
    file.tamper(
        "UPDATE entry SET subject = subject || substr(detail, 1, 1), detail = substr(detail, 2) WHERE number = 6");
    CHECK(file.faults() == std::vector{not_following(6)});
  }
}

TEST_CASE("a file that is no trail is refused") {
  const TemporaryDirectory directory;
  const std::string path = directory.file("regard.db");
  SeededRandom random(1);
  open_store(path, random).reset();
  CHECK_THAT(TrailDatabase::open(path).error().reason, Catch::Contains("is no access trail of Regard"));
}

TEST_CASE("what is done again and again is kept once, and then counted") {
  Tally tally;
  const auto first = [&](TrailKind kind, const std::string& login) {
    TrailEntry one = entry(kind, login, 1);
    return tally.is_first(one, Tally::Clock::now());
  };
  CHECK(first(TrailKind::sign_in_failed, "claire"));
  CHECK_FALSE(first(TrailKind::sign_in_failed, "claire"));
  CHECK_FALSE(first(TrailKind::sign_in_failed, "claire"));
  CHECK(first(TrailKind::sign_in_failed, "paul"));
  CHECK(first(TrailKind::recording_read, "claire"));
  CHECK(first(TrailKind::signed_in, "claire"));
  CHECK(first(TrailKind::signed_in, "claire"));
  const auto counted = tally.take();
  REQUIRE(counted.size() == 1);
  CHECK(counted[0].login == "claire");
  CHECK(counted[0].count == 2);
  CHECK(tally.take().empty());
  CHECK(first(TrailKind::sign_in_failed, "claire"));
}

TEST_CASE("what strangers invent fills a bounded number of entries, and hides nothing of real accounts") {
  Tally tally;
  const auto now = Tally::Clock::now();
  std::vector<TrailEntry> kept;
  const auto fail = [&](observer::AccountId account_id, const std::string& login, const std::string& address) {
    TrailEntry failure{.kind = TrailKind::sign_in_failed, .account_id = account_id, .login = login, .address = address};
    if (tally.is_first(failure, now)) kept.push_back(failure);
  };
  for (std::size_t n = 0; n < 2 * kToldOfStrangers; ++n) {
    fail({}, "invented" + std::to_string(n), "192.0.2." + std::to_string(n % 20));
  }
  CHECK(kept.size() == kToldOfStrangers + kMaxBlurredAddresses + 1);
  CHECK(kept.back().login == "several");
  CHECK(kept.back().address == "several");
  fail(recording(3), "claire", "192.0.2.77");
  CHECK(kept.back().login == "claire");
  CHECK(kept.back().address == "192.0.2.77");
  std::uint64_t counted = 0;
  for (const TrailEntry& entry : tally.take()) counted += entry.count;
  CHECK(kept.size() - 1 + counted == 2 * kToldOfStrangers);
}

TEST_CASE("whoever reads without end is told of, with how much, and from the next day on with what") {
  Tally tally;
  const auto now = Tally::Clock::now();
  const auto read = [&](std::size_t n, Tally::Clock::time_point when) {
    TrailEntry reading{.kind = TrailKind::recording_read,
                       .account_id = recording(3),
                       .login = "platform",
                       .address = "192.0.2.1",
                       .subject = std::to_string(n)};
    (void)tally.is_first(reading, when);
    return reading;
  };
  for (std::size_t n = 0; n < kToldOfAnAccount; ++n) CHECK(read(n, now).subject == std::to_string(n));
  const TrailEntry blurred = read(kToldOfAnAccount, now);
  CHECK(blurred.login == "platform");
  CHECK(blurred.detail == "several");
  CHECK(blurred.subject.empty());
  CHECK(read(kToldOfAnAccount + 1, now + kToldIn).subject == std::to_string(kToldOfAnAccount + 1));
}

TEST_CASE("a trail is held against the heads that were signed") {
  File file;
  file.fill();
  const TrailHead half = [&] {
    TemporaryDirectory elsewhere;
    auto trail = must(TrailDatabase::open(elsewhere.file("trail.db")));
    for (std::int64_t n = 1; n <= 5; ++n) must(trail->append(std::vector{File::nth(n)}));
    return trail->head();
  }();
  const TrailHead whole = file.open()->head();
  CHECK(file.faults({whole, half}).empty());
  SECTION("cut off") {
    file.tamper("DELETE FROM entry WHERE number > 7");
    CHECK(file.faults({half, whole}) ==
          std::vector<std::string>{"the access trail: 10 entries were signed, it ends with number 7"});
  }
  SECTION("made anew, with a chain that holds") {
    file.tamper("DELETE FROM entry");
    for (int i = 0; i < 10; ++i) must(file.open()->append(std::vector{entry(TrailKind::signed_in, "x", 1)}));
    CHECK(file.faults().empty());
    CHECK(file.faults({half, whole}) ==
          std::vector<std::string>{"the access trail: up to entry 5 it is not what was signed"});
  }
  SECTION("emptied, as if all of it were over its term") {
    must(file.open()->append(std::vector{File::nth(11)}));
    file.tamper(
        "INSERT OR REPLACE INTO anchor SELECT 1, number, chain FROM entry ORDER BY number DESC LIMIT 1;"
        "DELETE FROM entry");
    CHECK(file.verify({half, whole}).gone_signed_time == "signed over 5");
  }
  SECTION("made anew behind what was signed") {
    file.tamper("DELETE FROM entry; INSERT INTO anchor VALUES (1, 1000, zeroblob(32))");
    must(file.open()->append(std::vector{File::nth(1)}));
    CHECK(file.faults().empty());
    CHECK(file.verify({half, whole}).gone_signed_time == "signed over 5");
  }
  SECTION("made anew where it was signed") {
    file.tamper("DELETE FROM entry; INSERT INTO anchor VALUES (1, 10, zeroblob(32))");
    CHECK(file.faults({half, whole}) ==
          std::vector<std::string>{"the access trail: up to entry 10 it is not what was signed"});
  }
  SECTION("signed twice, and differently") { CHECK(file.faults({whole, {whole.number, half.chain}}).size() == 1); }
  SECTION("over its term") {
    file.remove_before(8, 20);
    const auto report = file.verify({half, whole});
    CHECK(report.faults.empty());
    CHECK(report.removed_number == 7);
    CHECK(report.removed_signed_time == "signed over 10");
    CHECK(report.gone_signed_time.empty());
  }
}

TEST_CASE("a trail that was removed while it is written is noticed") {
  File file;
  const auto trail = file.open();
  must(trail->append(std::vector{File::nth(1)}));
  std::filesystem::remove(file.path);
  CHECK_FALSE(trail->append(std::vector{File::nth(2)}));
}

TEST_CASE("a trail that was written over is noticed, also behind a crash") {
  File file;
  const auto before = file.open();
  must(before->append(std::vector{File::nth(1)}));
  const TemporaryDirectory after;
  const std::string path = after.file("trail.db");
  // What a crash leaves: the file, and its log.
  for (const char* ending : {"", "-wal"}) std::filesystem::copy_file(file.path + ending, path + ending);
  const auto trail = must(TrailDatabase::open(path));
  must(trail->append(std::vector{File::nth(2)}));
  std::filesystem::last_write_time(path, std::filesystem::last_write_time(path) - std::chrono::hours(1));
  const auto done = trail->append(std::vector{File::nth(3)});
  REQUIRE_FALSE(done);
  CHECK_THAT(done.error().reason, Catch::Contains("was written over while in use"));
}

TEST_CASE("what was noted is found at once, also after a restart") {
  const TemporaryDirectory directory;
  const std::string path = directory.file("trail.db");
  {
    Running trail{path};
    trail.note(TrailKind::signed_in, "claire");
    CHECK(trail.find({.limit = 9}).entries.size() == 1);
    trail.note(TrailKind::signed_out, "claire");
    for (int i = 0; i < 5; ++i) trail.note(TrailKind::sign_in_failed, "paul");
  }
  Running trail{path};
  const auto page = trail.find({.limit = 9});
  REQUIRE(page.entries.size() == 4);
  CHECK(page.entries[0].entry.count == 4);
  CHECK(page.entries[0].entry.wall_ns == 5);
}

TEST_CASE("of what strangers send the beginning is kept, in whole characters") {
  const TemporaryDirectory directory;
  Running trail{directory.file("trail.db")};
  std::string login(kMaxStrangersTextBytes - 1, 'a');
  trail.note(TrailKind::sign_in_failed, login + "é and much more");
  CHECK(trail.find({.limit = 9}).entries[0].entry.login == login);
}

TEST_CASE("while the server runs what is over its term goes, once a checkpoint has signed it") {
  using Numbers = std::vector<std::int64_t>;
  const TemporaryDirectory directory;
  Running trail{directory.file("trail.db")};
  trail.note(TrailKind::signed_in, "claire");
  trail.now_wall_ns += kHourNs;
  trail.note(TrailKind::signed_in, "paul");
  CHECK(trail.numbers() == Numbers{2, 1});
  trail.sign();
  for (int hour = 0; hour < 23; ++hour) {
    trail.now_wall_ns += kHourNs;
    CHECK(trail.numbers() == Numbers{2, 1});
  }
  trail.now_wall_ns += kHourNs;
  CHECK(trail.numbers() == Numbers{2});
  trail.now_wall_ns += kHourNs;
  CHECK(trail.numbers().empty());
}

TEST_CASE("what was over its term when the server started goes at the first checkpoint") {
  using Numbers = std::vector<std::int64_t>;
  File file;
  must(file.open()->append(
      std::vector{entry(TrailKind::signed_in, "claire", 1), entry(TrailKind::signed_in, "claire", 100 * kHourNs)}));
  Running trail{file.path};
  trail.now_wall_ns = 100 * kHourNs;
  CHECK(trail.numbers() == Numbers{2, 1});
  trail.sign();
  CHECK(trail.numbers() == Numbers{2});
}

TEST_CASE("a clock that leaps forward takes nothing away until it has stood for an hour") {
  using Numbers = std::vector<std::int64_t>;
  constexpr std::int64_t kYearNs = 365LL * 24 * kHourNs;
  const TemporaryDirectory directory;
  Running trail{directory.file("trail.db")};
  trail.note(TrailKind::signed_in, "claire");
  CHECK(trail.numbers() == Numbers{1});
  trail.sign();
  trail.now_wall_ns += kYearNs;
  CHECK(trail.numbers() == Numbers{1});
  SECTION("and was set right") {
    trail.now_wall_ns -= kYearNs;
    CHECK(trail.numbers() == Numbers{1});
    for (int hour = 0; hour < 25; ++hour) {
      CHECK(trail.numbers() == Numbers{1});
      trail.now_wall_ns += kHourNs;
    }
    CHECK(trail.numbers().empty());
  }
  SECTION("and stands") {
    trail.now_wall_ns += kHourNs;
    CHECK(trail.numbers().empty());
  }
}

TEST_CASE("entries beyond what may wait are counted, and the count is kept") {
  const TemporaryDirectory directory;
  Running trail{directory.file("trail.db")};
  for (std::size_t n = 0; n < 4 * kMaxQueuedEntries; ++n) trail.note(TrailKind::signed_in, "claire");
  std::uint64_t kept = 0;
  std::uint64_t lost = 0;
  TrailQuery query{.limit = kMaxQueuedEntries};
  while (true) {
    const auto page = trail.find(query);
    for (const auto& [number, one] : page.entries) (one.kind == TrailKind::entries_lost ? lost : kept) += one.count;
    if (!page.has_more) break;
    query.before = page.entries.back().number;
  }
  CHECK(kept + lost == 4 * kMaxQueuedEntries);
  CHECK(lost > 0);
}

TEST_CASE("a flood of readings leaves room for what an administrator does") {
  const TemporaryDirectory directory;
  Running trail{directory.file("trail.db")};
  for (std::size_t n = 0; n < 2 * kMaxQueuedEntries; ++n) trail.note(TrailKind::trail_read, std::to_string(n));
  trail.note(TrailKind::account_changed, "administrator");
  CHECK(trail.find({.kind = TrailKind::account_changed, .limit = 9}).entries.size() == 1);
}

}  // namespace regard::storage

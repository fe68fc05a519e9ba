#include "storage/trail/trail_database.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "storage/sqlite/rare_statements.hpp"
#include "storage/sqlite/read_only.hpp"
#include "storage/trail/trail_schema.hpp"

namespace regard::storage {
namespace {

using observer::NumberedTrailEntry;
using observer::TrailEntry;
using observer::TrailQuery;

constexpr const char* kSettings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
constexpr std::string_view kColumns =
    "SELECT number, kind, wall_ns, account_id, login, address, subject, detail, count, chain FROM entry";

struct ChainedEntry {
  NumberedTrailEntry numbered;
  Digest chain{};
};

ChainedEntry entry_in(const Statement& row) {
  return {{row.integer(0),
           {.kind = static_cast<observer::TrailKind>(row.integer(1)),
            .wall_ns = row.integer(2),
            .account_id = {row.fixed_bytes<16>(3)},
            .login = row.text(4),
            .address = row.text(5),
            .subject = row.text(6),
            .detail = row.text(7),
            .count = static_cast<std::uint64_t>(row.integer(8))}},
          row.fixed_bytes<kDigestBytes>(9)};
}

TrailHead head_in(const Statement& row) { return {row.integer(0), row.fixed_bytes<kDigestBytes>(1)}; }

Found<TrailHead> head_by(Connection& connection, std::string_view sql) {
  auto query = connection.prepare(sql);
  if (!query) return std::unexpected(std::move(query.error()));
  auto found = rows(*query, head_in);
  if (!found) return std::unexpected(std::move(found.error()));
  return found->empty() ? TrailHead{0, trail_genesis()} : found->front();
}

constexpr std::string_view kAnchor = "SELECT number, chain FROM anchor";
constexpr std::string_view kNewest =
    "SELECT number, chain FROM (SELECT number, chain FROM anchor UNION ALL SELECT number, chain FROM entry)"
    " ORDER BY number DESC LIMIT 1";

// "WHERE kind = ?1 AND ...": each condition has the parameter of its place.
std::string conditions(const TrailQuery& query) {
  std::string where = " WHERE number < ?1";
  if (query.kind) where += " AND kind = ?2";
  if (query.login) where += " AND (login = ?3 OR subject = ?3)";
  if (query.from_wall_ns) where += " AND wall_ns >= ?4";
  if (query.until_wall_ns) where += " AND wall_ns < ?5";
  return where;
}

// Whatever is in an index and not in its table, or the other way round, is not found by whoever reads.
Found<std::vector<std::string>> check_structure(Connection& connection) {
  auto query = connection.prepare("PRAGMA integrity_check");
  if (!query) return std::unexpected(std::move(query.error()));
  auto found = rows(*query, +[](const Statement& row) { return row.text(0); });
  if (!found) return std::unexpected(std::move(found.error()));
  std::erase(*found, "ok");
  for (std::string& fault : *found) fault.insert(0, "the access trail: ");
  return found;
}

class TrailWalk {
 public:
  // The heads of entries that are no longer kept cannot be held against anything.
  TrailWalk(TrailHead anchor, std::span<const SignedTrailHead> signed_heads) : last_(anchor) {
    report.removed_number = anchor.number;
    for (const auto& [head, time] : signed_heads) {
      if (head.number >= anchor.number) signed_.emplace(head.number, SignedTrailHead{head, time});
    }
    if (!signed_.empty() && anchor.number > 0) report.removed_signed_time = signed_.begin()->second.time;
    if (signed_.empty()) note_gone(signed_heads);
    compare();
  }

  void next(std::int64_t kind, const ChainedEntry& found) {
    const auto& [numbered, chain] = found;
    if (report.entry_count++ == 0) report.first_wall_ns = numbered.entry.wall_ns;
    const bool follows = static_cast<std::uint8_t>(kind) == kind && numbered.number == last_.number + 1 &&
                         next_trail_link(last_.chain, numbered.number, numbered.entry) == chain;
    if (!follows && !is_broken_) {
      report.faults.push_back("the access trail: entry " + std::to_string(numbered.number) +
                              " does not follow the one before it");
    }
    is_broken_ |= !follows;
    last_ = {numbered.number, chain};
    compare();
  }

  void finish() {
    if (signed_.empty() || signed_.rbegin()->first <= last_.number) return;
    report.faults.push_back("the access trail: " + std::to_string(signed_.rbegin()->first) +
                            " entries were signed, it ends with number " + std::to_string(last_.number));
  }

  TrailReport report;

 private:
  void note_gone(std::span<const SignedTrailHead> signed_heads) {
    const auto newest = std::ranges::max_element(signed_heads, {}, &SignedTrailHead::time);
    if (newest != signed_heads.end()) report.gone_signed_time = newest->time;
  }

  void compare() {
    const auto [first, end] = signed_.equal_range(last_.number);
    const bool is_as_signed =
        std::all_of(first, end, [this](const auto& each) { return each.second.head.chain == last_.chain; });
    if (is_as_signed || is_changed_) return;
    is_changed_ = true;
    report.faults.push_back("the access trail: up to entry " + std::to_string(last_.number) +
                            " it is not what was signed");
  }

  std::multimap<std::int64_t, SignedTrailHead> signed_;
  TrailHead last_;
  bool is_broken_ = false;
  bool is_changed_ = false;
};

}  // namespace

Found<std::unique_ptr<TrailDatabase>> TrailDatabase::open(const std::string& path) {
  const auto fail = [&](const observer::StoreFailure& failure) {
    return std::unexpected(observer::StoreFailure{"the access trail " + path + " cannot be used: " + failure.reason});
  };
  auto connection = Connection::open(path, Access::kReadWrite, {});
  if (!connection) return fail(connection.error());
  if (auto prepared = prepare_file(*connection); !prepared) return fail(prepared.error());
  std::unique_ptr<TrailDatabase> trail(new TrailDatabase(std::move(*connection)));
  if (auto loaded = trail->load_head(); !loaded) return fail(loaded.error());
  trail->files_.watch(path, trail->connection_.handle());
  return trail;
}

Done TrailDatabase::prepare_file(Connection& connection) {
  if (auto set = connection.execute(kSettings); !set) return set;
  const auto table_count = connection.integer("SELECT count(*) FROM sqlite_schema");
  if (!table_count) return std::unexpected(table_count.error());
  if (*table_count > 0) {
    const auto application_id = connection.integer("PRAGMA application_id");
    const auto version = connection.integer("PRAGMA user_version");
    const bool is_ours = application_id && *application_id == kTrailApplicationId;
    if (!is_ours) return std::unexpected(observer::StoreFailure{"is no access trail of Regard"});
    const bool is_known = version && *version == kTrailVersion;
    if (!is_known) return std::unexpected(observer::StoreFailure{"is of another version of Regard"});
    return connection.execute(kSubjectIndex);
  }
  auto transaction = Transaction::begin(connection, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  auto done = connection.execute(std::string(kTrailSchema) + kSubjectIndex +
                                 "; PRAGMA application_id = " + std::to_string(kTrailApplicationId) +
                                 "; PRAGMA user_version = " + std::to_string(kTrailVersion));
  return done ? transaction->commit() : done;
}

Done TrailDatabase::load_head() {
  const auto newest = head_by(connection_, kNewest);
  if (!newest) return std::unexpected(newest.error());
  head_ = *newest;
  return {};
}

Done TrailDatabase::append(std::span<const TrailEntry> entries) {
  if (auto same = files_.check(); !same) return same;
  auto transaction = Transaction::begin(connection_, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  TrailHead last = head_;
  for (const TrailEntry& entry : entries) {
    last.chain = next_trail_link(last.chain, ++last.number, entry);
    auto inserted =
        run(connection_, "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", last.number,
            std::int64_t{static_cast<std::uint8_t>(entry.kind)}, entry.wall_ns, Bytes(entry.account_id.bytes),
            std::string_view(entry.login), std::string_view(entry.address), std::string_view(entry.subject),
            std::string_view(entry.detail), static_cast<std::int64_t>(entry.count), Bytes(last.chain));
    if (!inserted) return inserted;
  }
  Done done = transaction->commit();
  if (done) done = files_.check();
  if (done) head_ = last;
  return done;
}

Found<observer::TrailPage> TrailDatabase::find(const TrailQuery& query) {
  auto statement = connection_.prepare(std::string(kColumns) + conditions(query) + " ORDER BY number DESC LIMIT ?6");
  if (!statement) return std::unexpected(std::move(statement.error()));
  statement->bind(1, query.before.value_or(head_.number + 1));
  if (query.kind) statement->bind(2, std::int64_t{static_cast<std::uint8_t>(*query.kind)});
  if (query.login) statement->bind(3, std::string_view(*query.login));
  if (query.from_wall_ns) statement->bind(4, *query.from_wall_ns);
  if (query.until_wall_ns) statement->bind(5, *query.until_wall_ns);
  statement->bind(6, static_cast<std::int64_t>(query.limit + 1));
  auto found = rows(*statement, entry_in);
  if (!found) return std::unexpected(std::move(found.error()));
  observer::TrailPage page{.entries = {}, .has_more = found->size() > query.limit};
  for (std::size_t i = 0; i < std::min(found->size(), query.limit); ++i) {
    page.entries.push_back(std::move((*found)[i].numbered));
  }
  return page;
}

Found<std::int64_t> TrailDatabase::newest_wall_ns() {
  return connection_.integer("SELECT coalesce((SELECT wall_ns FROM entry ORDER BY number DESC LIMIT 1), 0)");
}

Done TrailDatabase::remove(const Removal& removal) {
  if (auto same = files_.check(); !same) return same;
  auto transaction = Transaction::begin(connection_, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  // In the order of the chain: clocks are set back, and what is between must stay.
  constexpr std::string_view kAnchorAt =
      "INSERT OR REPLACE INTO anchor SELECT 1, number, chain FROM entry WHERE wall_ns < ?1 AND number <= ?3 AND"
      " number < (SELECT coalesce(min(number), ?3 + 1) FROM entry WHERE wall_ns BETWEEN ?1 AND ?2)"
      " ORDER BY number DESC LIMIT 1";
  Done done = run(connection_, kAnchorAt, removal.before_wall_ns, removal.now_wall_ns, removal.signed_number);
  if (done) done = connection_.execute("DELETE FROM entry WHERE number <= (SELECT number FROM anchor)");
  if (done) done = transaction->commit();
  return done ? files_.check() : done;
}

Found<TrailReport> verify_trail(const std::string& path, std::span<const SignedTrailHead> signed_heads) {
  const auto fail = [&](const observer::StoreFailure& failure) {
    return std::unexpected(observer::StoreFailure{"the access trail " + path + " cannot be read: " + failure.reason});
  };
  auto connection = Connection::open(name_for_reading(path), Access::kReadOnly, {});
  if (!connection) return fail(connection.error());
  const auto anchor = head_by(*connection, kAnchor);
  if (!anchor) return fail(anchor.error());
  auto structure = check_structure(*connection);
  if (!structure) return fail(structure.error());
  auto query = connection->prepare(std::string(kColumns) + " ORDER BY number");
  if (!query) return fail(query.error());
  TrailWalk walk{*anchor, signed_heads};
  std::ranges::move(*structure, std::back_inserter(walk.report.faults));
  while (true) {
    auto row = query->step();
    if (!row) return fail(row.error());
    if (!*row) break;
    walk.next(query->integer(1), entry_in(*query));
  }
  walk.finish();
  return std::move(walk.report);
}

}  // namespace regard::storage

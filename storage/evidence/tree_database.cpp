#include "storage/evidence/tree_database.hpp"

#include <algorithm>
#include <filesystem>

#include "storage/evidence/limits.hpp"
#include "storage/evidence/tree_schema.hpp"
#include "storage/sqlite/rare_statements.hpp"

namespace regard::storage {
namespace {

// NORMAL: what a power cut takes is made, and signed, again; the journal waits for no further sync.
constexpr const char* kSettings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

std::unexpected<observer::StoreFailure> failed(std::string reason) {
  return std::unexpected(observer::StoreFailure{std::move(reason)});
}

Done bring_to_version(Connection& connection, std::string_view sql) {
  auto transaction = Transaction::begin(connection, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  Done done = connection.execute(std::string(sql));
  if (done) {
    done = connection.execute("PRAGMA application_id = " + std::to_string(kTreeApplicationId) +
                              "; PRAGMA user_version = " + std::to_string(kTreeVersion));
  }
  return done ? transaction->commit() : done;
}

Done prepare_file(Connection& connection) {
  if (auto set = connection.execute(kSettings); !set) return set;
  const auto table_count = connection.integer("SELECT count(*) FROM sqlite_schema");
  if (!table_count) return std::unexpected(table_count.error());
  if (*table_count == 0) return bring_to_version(connection, kTreeSchema);
  const auto application_id = connection.integer("PRAGMA application_id");
  const auto version = connection.integer("PRAGMA user_version");
  if (!application_id || !version) return failed("cannot be read");
  if (*application_id == kTreeApplicationId && *version == 1) return bring_to_version(connection, kTreeFromVersion1);
  if (*application_id != kTreeApplicationId || *version != kTreeVersion) {
    return std::unexpected(observer::StoreFailure{"is no tree of this version", true});
  }
  return {};
}

// Whether it is there, as far as the system says: what cannot be looked at may be.
bool may_exist(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error) || error;
}

// What was set aside before stays: the checkpoints in it are evidence too.
std::string name_set_aside(const std::string& path) {
  std::string name = path + ".damaged";
  for (int n = 2; may_exist(name) && n <= kMaxSetAside; ++n) name = path + ".damaged-" + std::to_string(n);
  return name;
}

void set_aside(const std::string& path, const std::string& name) {
  for (const char* ending : {"", "-wal", "-shm"}) {
    std::error_code ignored;  // What cannot be moved cannot be opened either.
    std::filesystem::rename(path + ending, name + ending, ignored);
  }
}

TreeDatabase::SignedNote note_in(const Statement& row) {
  return {row.integer(0), static_cast<std::uint64_t>(row.integer(1)), row.text(2)};
}

struct KeptTile {
  std::uint64_t number = 0;
  TreeHash root{};
  Position end = 0;
};

KeptTile tile_in(const Statement& row) {
  return {static_cast<std::uint64_t>(row.integer(0)), row.fixed_bytes<kTreeHashBytes>(1), row.integer(2)};
}

}  // namespace

Found<std::unique_ptr<TreeDatabase>> TreeDatabase::open(const std::string& path, ReadingEngine& journal,
                                                        const Told& told) {
  const auto newest = journal.newest_position();
  if (newest && *newest > 0 && !may_exist(path)) {
    told("there is no tree " + path + " of what was recorded: it is made, without the checkpoints it may have held");
  }
  auto opened = open_sound(path, journal);
  if (opened || !opened.error().is_damage) return opened;
  const std::string name = name_set_aside(path);
  told(opened.error().reason + ": set aside as " + name + ", and made again, without its checkpoints");
  set_aside(path, name);
  return open_sound(path, journal);
}

Found<std::unique_ptr<TreeDatabase>> TreeDatabase::open_sound(const std::string& path, ReadingEngine& journal) {
  const auto fail = [&](const observer::StoreFailure& failure) {
    return std::unexpected(
        observer::StoreFailure{"the tree " + path + " cannot be used: " + failure.reason, failure.is_damage});
  };
  auto connection = Connection::open(path, Access::kReadWrite, {});
  if (!connection) return fail(connection.error());
  if (auto prepared = prepare_file(*connection); !prepared) return fail(prepared.error());
  std::unique_ptr<TreeDatabase> database(new TreeDatabase(std::move(*connection), journal));
  if (auto loaded = database->load(); !loaded) return fail(loaded.error());
  database->files_.watch(path, database->connection_.handle());
  return database;
}

Done TreeDatabase::load() {
  if (auto loaded = load_roots(); !loaded) return loaded;
  // What is damaged there too is better found now than when a checkpoint is needed: each page is looked at.
  const auto read = connection_.integer("SELECT (SELECT sum(length(note)) FROM checkpoint) + number FROM copied");
  return read ? Done{} : std::unexpected(read.error());
}

Done TreeDatabase::load_roots() {
  auto query = connection_.prepare("SELECT number, root, last_position FROM tile ORDER BY number");
  if (!query) return std::unexpected(std::move(query.error()));
  auto tiles = rows(*query, tile_in);
  if (!tiles) return std::unexpected(std::move(tiles.error()));
  std::vector<TreeHash> roots;
  for (const KeptTile& tile : *tiles) {
    // One that is missing would shift all that follow.
    if (tile.number != roots.size()) {
      return std::unexpected(observer::StoreFailure{"tile " + std::to_string(roots.size()) + " is missing", true});
    }
    roots.push_back(tile.root);
    tile_ends_.push_back(tile.end);
  }
  tree_ = TiledTree{std::move(roots)};
  position_ = begin_of_tile(tree_.tile_count());
  return {};
}

Found<bool> TreeDatabase::catch_up(const Visit& visit) {
  if (auto same = files_.check(); !same) return std::unexpected(std::move(same.error()));
  auto transaction = Transaction::begin(connection_, Transaction::Kind::kWrite);
  if (!transaction) return std::unexpected(std::move(transaction.error()));
  Done done;
  std::size_t count = 0;
  const auto walked =
      journal_.walk_links(position_, kTreeSliceEvents, [&](Position position, std::uint32_t kind, const Digest& chain) {
        ++count;
        position_ = position;
        const std::uint64_t tile = tree_.tile_count();
        const auto root = tree_.append(hash_leaf(chain));
        if (root && done) done = put_tile(tile, *root, position);
        visit(kind);
      });
  const bool is_damaged = !walked && walked.error().is_damage;
  if (!walked && !is_damaged) return std::unexpected(walked.error());
  if (done) done = transaction->commit();
  if (!done) return std::unexpected(std::move(done.error()));
  unreadable_ = is_damaged ? std::optional(walked.error()) : std::nullopt;
  return count == kTreeSliceEvents;
}

Done TreeDatabase::put_tile(std::uint64_t tile, const TreeHash& root, Position end) {
  tile_ends_.push_back(end);
  return run(connection_, "INSERT INTO tile VALUES (?1, ?2, ?3)", static_cast<std::int64_t>(tile), Bytes(root), end);
}

Found<TiledTree::Tile> TreeDatabase::load_tile(std::uint64_t tile) {
  TiledTree::Tile leaves;
  const auto walked =
      journal_.walk_links(begin_of_tile(tile), kTileLeaves,
                          [&](Position, std::uint32_t, const Digest& chain) { leaves.push_back(hash_leaf(chain)); });
  if (!walked) return std::unexpected(walked.error());
  return leaves;
}

Found<std::uint64_t> TreeDatabase::index_of(Position position) {
  const auto tile = static_cast<std::uint64_t>(std::ranges::lower_bound(tile_ends_, position) - tile_ends_.begin());
  std::uint64_t place = 0;
  std::optional<std::uint64_t> found;
  const auto walked =
      journal_.walk_links(begin_of_tile(tile), kTileLeaves, [&](Position visited, std::uint32_t, const Digest&) {
        if (visited == position) found = place;
        ++place;
      });
  if (!walked) return std::unexpected(walked.error());
  if (!found) return failed("an event of the journal is not where it was");
  return tile * kTileLeaves + *found;
}

bool TreeDatabase::is_as_it_was(std::uint64_t tile, const TiledTree::Tile& leaves) const {
  return leaves.size() == kTileLeaves &&
         root_of(leaves) == tree_.subtree(tile * kTileLeaves, (tile + 1) * kTileLeaves, {});
}

Found<TiledTree::Tiles> TreeDatabase::load_tiles(std::initializer_list<std::uint64_t> leaves) {
  TiledTree::Tiles tiles;
  for (const std::uint64_t leaf : leaves) {
    const std::uint64_t tile = leaf / kTileLeaves;
    if (tile >= tree_.tile_count() || tiles.contains(tile)) continue;
    auto loaded = load_tile(tile);
    if (!loaded) return std::unexpected(std::move(loaded.error()));
    // A proof of other leaves than those that were signed would prove nothing.
    if (!is_as_it_was(tile, *loaded)) return failed("the journal was changed since its tree was made");
    tiles.emplace(tile, *std::move(loaded));
  }
  return tiles;
}

Found<bool> TreeDatabase::holds(std::uint64_t size, const TreeHash& root) {
  if (size == 0) return root == empty_tree();
  if (size > tree_.size()) return false;
  TiledTree::Tiles tiles;
  if (const std::uint64_t tile = (size - 1) / kTileLeaves; tile < tree_.tile_count()) {
    auto loaded = load_tile(tile);
    if (!loaded) return std::unexpected(std::move(loaded.error()));
    if (!is_as_it_was(tile, *loaded)) return false;
    tiles.emplace(tile, *std::move(loaded));
  }
  return tree_.subtree(0, size, tiles) == root;
}

Found<TreeProof> TreeDatabase::prove(std::uint64_t index, std::uint64_t size) {
  const auto tiles = load_tiles({index, size - 1});
  if (!tiles) return std::unexpected(tiles.error());
  return inclusion_proof(index, size,
                         [&](std::uint64_t begin, std::uint64_t end) { return tree_.subtree(begin, end, *tiles); });
}

Found<TreeProof> TreeDatabase::prove_consistency(std::uint64_t old_size, std::uint64_t size) {
  const auto tiles = load_tiles({old_size - 1, old_size, size - 1});
  if (!tiles) return std::unexpected(tiles.error());
  return consistency_proof(old_size, size,
                           [&](std::uint64_t begin, std::uint64_t end) { return tree_.subtree(begin, end, *tiles); });
}

Found<std::int64_t> TreeDatabase::put_checkpoint(std::uint64_t size, const std::string& note) {
  Done done = files_.check();
  if (done) {
    done = run(connection_, "INSERT INTO checkpoint (size, note) VALUES (?1, ?2)", static_cast<std::int64_t>(size),
               std::string_view(note));
  }
  if (!done) return std::unexpected(std::move(done.error()));
  return connection_.last_row();
}

Found<std::optional<TreeDatabase::SignedNote>> TreeDatabase::newest_checkpoint() {
  auto query = connection_.prepare("SELECT number, size, note FROM checkpoint ORDER BY number DESC LIMIT 1");
  if (!query) return std::unexpected(std::move(query.error()));
  auto found = rows(*query, note_in);
  if (!found) return std::unexpected(std::move(found.error()));
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Found<std::vector<TreeDatabase::SignedNote>> TreeDatabase::checkpoints_beyond(std::int64_t number) {
  auto query = connection_.prepare("SELECT number, size, note FROM checkpoint WHERE number > ?1 ORDER BY number");
  if (!query) return std::unexpected(std::move(query.error()));
  query->bind(1, number);
  return rows(*query, note_in);
}

Found<TreeDatabase::SignedNote> TreeDatabase::copied() {
  auto query = connection_.prepare("SELECT number, size, note FROM copied NATURAL JOIN checkpoint");
  if (!query) return std::unexpected(std::move(query.error()));
  auto found = rows(*query, note_in);
  if (!found) return std::unexpected(std::move(found.error()));
  return found->empty() ? SignedNote{} : std::move(found->front());
}

Done TreeDatabase::note_copied(std::int64_t number) {
  return run(connection_, "UPDATE copied SET number = ?1", number);
}

}  // namespace regard::storage

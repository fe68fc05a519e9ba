#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/evidence/tiled_tree.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/file_watch.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// The tree over the whole journal, a leaf an event in commit order (the leaf is the event's chain value, so that an
// erasure leaves it as it is), and the checkpoints that were signed. Kept in a database of its own, behind the commits.
// One thread at a time.
class TreeDatabase {
 public:
  // Opens or creates the file. One that is damaged or foreign is set aside as FILE.damaged, for its checkpoints, and
  // the tree made again from the journal. `told` hears of both. `journal` must outlive this object.
  using Told = std::function<void(const std::string& what)>;
  [[nodiscard]] static Found<std::unique_ptr<TreeDatabase>> open(const std::string& path, ReadingEngine& journal,
                                                                 const Told& told);

  // Takes the next events that the journal holds beyond the tree, kTreeSliceEvents at most; `visit` sees each kind.
  // False when there was nothing more, or nothing that can be read: see unreadable(). After a failure the tree may be
  // ahead of its file, and is to be opened again.
  using Visit = std::function<void(std::uint32_t kind)>;
  [[nodiscard]] Found<bool> catch_up(const Visit& visit);

  // Why what follows in the journal was not taken by the last catch_up(): it is damaged there.
  [[nodiscard]] const std::optional<observer::StoreFailure>& unreadable() const { return unreadable_; }

  [[nodiscard]] const TiledTree& tree() const { return tree_; }
  // How far the tree goes.
  [[nodiscard]] Position position() const { return position_; }
  // Behind which the tile's leaves begin. Requires: all tiles before it are full.
  [[nodiscard]] Position begin_of_tile(std::uint64_t tile) const { return tile == 0 ? 0 : tile_ends_.at(tile - 1); }

  // The leaves of the tile from the journal: fewer than kTileLeaves of the one that is not full.
  [[nodiscard]] Found<TiledTree::Tile> load_tile(std::uint64_t tile);
  // The event's place in the tree. Requires: position <= position().
  [[nodiscard]] Found<std::uint64_t> index_of(Position position);
  // Whether the first `size` events of the journal have this root.
  [[nodiscard]] Found<bool> holds(std::uint64_t size, const TreeHash& root);
  // The proof of one leaf among the first `size`.
  [[nodiscard]] Found<TreeProof> prove(std::uint64_t index, std::uint64_t size);
  [[nodiscard]] Found<TreeProof> prove_consistency(std::uint64_t old_size, std::uint64_t size);

  struct SignedNote {
    // In the order in which they were signed, from 1 on.
    std::int64_t number = 0;
    std::uint64_t size = 0;
    std::string note;
  };
  // The number that it was given. Not into a file that was removed or replaced.
  [[nodiscard]] Found<std::int64_t> put_checkpoint(std::uint64_t size, const std::string& note);
  // The one that was signed last.
  [[nodiscard]] Found<std::optional<SignedNote>> newest_checkpoint();
  // Those behind the number, in their order.
  [[nodiscard]] Found<std::vector<SignedNote>> checkpoints_beyond(std::int64_t number);
  // The last one that was copied to elsewhere; of number 0 when none was.
  [[nodiscard]] Found<SignedNote> copied();
  [[nodiscard]] Done note_copied(std::int64_t number);

 private:
  TreeDatabase(Connection connection, ReadingEngine& journal) : connection_(std::move(connection)), journal_(journal) {}

  [[nodiscard]] static Found<std::unique_ptr<TreeDatabase>> open_sound(const std::string& path, ReadingEngine& journal);
  [[nodiscard]] Done load();
  [[nodiscard]] Done load_roots();
  [[nodiscard]] Done put_tile(std::uint64_t tile, const TreeHash& root, Position end);
  // Of a full tile: whether these are the leaves that its root was made of.
  [[nodiscard]] bool is_as_it_was(std::uint64_t tile, const TiledTree::Tile& leaves) const;
  // The full tiles that these leaves lie in.
  [[nodiscard]] Found<TiledTree::Tiles> load_tiles(std::initializer_list<std::uint64_t> leaves);

  Connection connection_;
  FileWatch files_;
  ReadingEngine& journal_;
  std::optional<observer::StoreFailure> unreadable_;
  TiledTree tree_;
  std::vector<Position> tile_ends_;
  Position position_ = 0;
};

}  // namespace regard::storage

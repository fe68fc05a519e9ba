#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "observer/ports/trail.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/file_watch.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/trail/trail_chain.hpp"

namespace regard::storage {

// The access trail in a database of its own, chained, and kept for a term. One thread at a time.
class TrailDatabase {
 public:
  // Opens or creates the file. One that cannot be read is refused: it is evidence, and nothing else makes it again.
  // Whether its chain holds, verify_trail() says.
  [[nodiscard]] static Found<std::unique_ptr<TrailDatabase>> open(const std::string& path);

  // In one transaction, on disk when it returns. Fails when the file was removed or replaced meanwhile.
  [[nodiscard]] Done append(std::span<const observer::TrailEntry> entries);
  [[nodiscard]] Found<observer::TrailPage> find(const observer::TrailQuery& query);
  // Those before the moment; the chain goes on from the last of them.
  [[nodiscard]] Done remove_before(std::int64_t wall_ns);
  // Behind the newest entry.
  [[nodiscard]] const TrailHead& head() const { return head_; }

 private:
  explicit TrailDatabase(Connection connection) : connection_(std::move(connection)) {}
  [[nodiscard]] static Done prepare_file(Connection& connection);
  [[nodiscard]] Done load_head();

  Connection connection_;
  FileWatch files_;
  TrailHead head_;
};

struct TrailReport {
  std::uint64_t entry_count = 0;
  // Of the first entry that is still kept; 0 when there is none.
  std::int64_t first_wall_ns = 0;
  // One sentence each.
  std::vector<std::string> faults;
};
// Walks the trail in the file, which is only read, and holds it against heads that were signed. The failure names the
// file.
[[nodiscard]] Found<TrailReport> verify_trail(const std::string& path, std::span<const TrailHead> signed_heads);

}  // namespace regard::storage

#pragma once

#include <memory>
#include <span>
#include <string>

#include "observer/ports/trail.hpp"
#include "storage/journal/chain.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// The access trail in a database of its own, chained, and kept for a term. One thread at a time.
class TrailDatabase {
 public:
  // Opens or creates the file. One that is damaged is refused: it is evidence, and nothing else makes it again.
  [[nodiscard]] static Found<std::unique_ptr<TrailDatabase>> open(const std::string& path);

  // In one transaction, on disk when it returns.
  [[nodiscard]] Done append(std::span<const observer::TrailEntry> entries);
  [[nodiscard]] Found<observer::TrailPage> find(const observer::TrailQuery& query);
  // Those before the moment; the chain goes on from the last of them.
  [[nodiscard]] Done remove_before(std::int64_t wall_ns);

 private:
  explicit TrailDatabase(Connection connection) : connection_(std::move(connection)) {}
  [[nodiscard]] static Done prepare_file(Connection& connection);
  [[nodiscard]] Done load_head();

  Connection connection_;
  std::int64_t newest_number_ = 0;
  Digest chain_{};
};

struct TrailReport {
  std::uint64_t entry_count = 0;
  // The number of the first entry that does not follow the one before it; 0 when the chain holds.
  std::int64_t broken_at = 0;
};
// Walks the trail in the file, which is only read. The failure names the file.
[[nodiscard]] Found<TrailReport> verify_trail(const std::string& path);

}  // namespace regard::storage

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

// What is over its term: entries from before a moment, and those in front of them. What is younger stays, with all that
// follows it. A stamp from the future is nobody's age: such an entry goes with those that were noted after it.
struct Removal {
  std::int64_t before_wall_ns = 0;
  std::int64_t now_wall_ns = 0;
  // What no checkpoint has signed yet stays: nothing could tell later that it was removed by right.
  std::int64_t signed_number = 0;
};

// The access trail in a database of its own, chained, and kept for a term. One thread at a time.
class TrailDatabase {
 public:
  // Opens or creates the file. One that cannot be read is refused: it is evidence, and nothing else makes it again.
  // Whether its chain holds, verify_trail() says.
  [[nodiscard]] static Found<std::unique_ptr<TrailDatabase>> open(const std::string& path);

  // In one transaction, on disk when it returns. Fails when the file was removed or replaced meanwhile.
  [[nodiscard]] Done append(std::span<const observer::TrailEntry> entries);
  [[nodiscard]] Found<observer::TrailPage> find(const observer::TrailQuery& query);
  // The chain goes on from the last entry that goes.
  [[nodiscard]] Done remove(const Removal& removal);
  // When the newest entry was noted; 0 when there is none.
  [[nodiscard]] Found<std::int64_t> newest_wall_ns();
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

// What a checkpoint signed of the trail, and when.
struct SignedTrailHead {
  TrailHead head;
  // As the checkpoint says it.
  std::string time{};
};

struct TrailReport {
  std::uint64_t entry_count = 0;
  // The number of the last entry that is no longer kept; 0 when all are.
  std::int64_t removed_number = 0;
  // The time of the first checkpoint that was signed over that entry: it was noted before then. Empty when none is
  // known.
  std::string removed_signed_time;
  // When nothing is left of what was signed: the time of the last such checkpoint. Else empty.
  std::string gone_signed_time;
  // Of the first entry that is still kept; 0 when there is none.
  std::int64_t first_wall_ns = 0;
  // One sentence each.
  std::vector<std::string> faults;
};
// Walks the trail in the file, which is only read, and holds it against heads that were signed, the earliest first. The
// failure names the file.
[[nodiscard]] Found<TrailReport> verify_trail(const std::string& path, std::span<const SignedTrailHead> signed_heads);

}  // namespace regard::storage

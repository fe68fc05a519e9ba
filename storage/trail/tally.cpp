#include "storage/trail/tally.hpp"

#include <utility>

#include "storage/trail/limits.hpp"

namespace regard::storage {
namespace {

using observer::TrailEntry;
using observer::TrailKind;

bool is_repeated(TrailKind kind) { return kind == TrailKind::sign_in_failed || kind == TrailKind::recording_read; }

}  // namespace

bool Tally::is_first(TrailEntry& entry) {
  if (!is_repeated(entry.kind)) return true;
  Key key{entry.kind, entry.account_id, entry.login, entry.address, entry.subject};
  if (!repeated_.contains(key) && repeated_.size() >= kMaxTallies) {
    // What was read is told of each; of strangers who guess at so many names, not who they were any more.
    if (entry.kind == TrailKind::recording_read) return true;
    entry.login.clear();
    entry.address.clear();
    entry.detail = "many logins";
    key = {entry.kind, {}, {}, {}, {}};
  }
  auto [place, is_new] = repeated_.try_emplace(std::move(key), entry);
  TrailEntry& counted = place->second;
  if (is_new) {
    counted.count = 0;
    return true;
  }
  ++counted.count;
  counted.wall_ns = entry.wall_ns;
  return false;
}

std::vector<TrailEntry> Tally::take() {
  std::vector<TrailEntry> entries;
  for (auto& [key, entry] : std::exchange(repeated_, {})) {
    if (entry.count > 0) entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace regard::storage

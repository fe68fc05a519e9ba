#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "observer/ports/trail.hpp"

namespace regard::storage {

// Counts what is done again and again: failed sign-ins of one login from one address, one person's reading of one
// recording. The first is kept as it is; the others are one entry, whoever guesses how often. One thread at a time.
class Tally {
 public:
  // Whether the entry is to be kept by itself; else it was counted.
  [[nodiscard]] bool is_first(observer::TrailEntry& entry);
  // What was counted; then it begins anew.
  [[nodiscard]] std::vector<observer::TrailEntry> take();

 private:
  using Key = std::tuple<observer::TrailKind, observer::AccountId, std::string, std::string, std::string>;
  std::map<Key, observer::TrailEntry> repeated_;
};

}  // namespace regard::storage

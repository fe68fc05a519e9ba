#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "observer/ports/trail.hpp"

namespace regard::storage {

// Counts what can be done again and again: failed sign-ins of one login from one address, one person's reading of one
// recording. The first is kept as it is; the others are one entry, however many. What differs each time, beyond a day's
// measure, is blurred: then the entry still says who, or from where, and how often. One thread at a time.
class Tally {
 public:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] static bool is_repeatable(observer::TrailKind kind);
  // Whether the entry, which may have been blurred, is to be kept by itself; else it was counted.
  [[nodiscard]] bool is_first(observer::TrailEntry& entry, Clock::time_point now);
  // What was counted; then it begins anew.
  [[nodiscard]] std::vector<observer::TrailEntry> take();

 private:
  using Key = std::tuple<observer::TrailKind, observer::AccountId, std::string, std::string, std::string, std::string>;
  [[nodiscard]] bool may_be_told(const observer::TrailEntry& entry, Clock::time_point now);
  void blur(observer::TrailEntry& entry);

  std::map<Key, observer::TrailEntry> repeated_;
  // How many were told of each, strangers being nil.
  std::map<observer::AccountId, std::size_t> told_;
  Clock::time_point told_until_{};
  std::set<std::string> blurred_addresses_;
};

}  // namespace regard::storage

#pragma once

#include <cstdint>
#include <unordered_set>

#include "observer/accounts/account.hpp"
#include "observer/recording/recorder.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

// One who has a list of interviews before them.
class InterviewWatcher {
 public:
  virtual ~InterviewWatcher() = default;
  [[nodiscard]] virtual const observer::Account& account() const = 0;
  // Of one interview; what the peer cannot take now it is told of later as a whole.
  virtual void tell_changed(const v1::ServerFrame& interviews_changed) = 0;
};

// Tells whoever watches their list of each change of an interview that they may see, and counts the live ones. Thread:
// the gateway's.
class InterviewWatch {
 public:
  void watch(InterviewWatcher& watcher) { watchers_.insert(&watcher); }
  void unwatch(InterviewWatcher& watcher) { watchers_.erase(&watcher); }

  void on_listed_change(const observer::ListedChange& change);

  // How many were live when the server started.
  void begin_with(std::uint64_t live_count) { live_count_ = live_count; }
  [[nodiscard]] std::uint64_t live_count() const { return live_count_; }

 private:
  std::unordered_set<InterviewWatcher*> watchers_;
  std::uint64_t live_count_ = 0;
};

}  // namespace regard::gateway

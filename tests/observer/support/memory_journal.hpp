#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "observer/ports/journal.hpp"

namespace regard::tests {

// A journal in memory, one step at a time: nothing is committed or read until the test says so.
class MemoryJournal final : public observer::Journal {
 public:
  void append(std::vector<observer::StampedEvent> handed_over, observer::Committed done) override {
    appends_.emplace_back(std::move(handed_over), std::move(done));
  }
  [[nodiscard]] bool has_room() const override { return is_roomy; }
  void read(observer::RecordingId recording_id, std::uint64_t after_sequence, std::size_t limit,
            PageRead done) override {
    reads_.emplace_back(
        [=, this, done = std::move(done)]() mutable { done(page(recording_id, after_sequence, limit)); });
  }
  void read_family(observer::RecordingId recording_id, FamilyRead done) override {
    reads_.emplace_back([this, recording_id, done = std::move(done)]() mutable {
      if (failure_) return done(std::unexpected(observer::StoreFailure{*failure_}));
      const auto family = family_of_.find(recording_id);
      done(family == family_of_.end() ? std::vector<observer::RecordingId>{} : families_.at(family->second));
    });
  }

  void commit_all() {
    for (auto& [handed_over, done] : std::exchange(appends_, {})) {
      for (const observer::StampedEvent& event : handed_over) keep(event);
      done({});
    }
  }
  void fail_all(const std::string& reason) {
    for (auto& append : std::exchange(appends_, {})) append.second(std::unexpected(observer::StoreFailure{reason}));
  }
  void read_all() {
    for (auto& read : std::exchange(reads_, {})) read();
  }
  // Only the one that was asked for first, if any.
  void read_next() {
    if (reads_.empty()) return;
    auto read = std::move(reads_.front());
    reads_.erase(reads_.begin());
    read();
  }
  // From now on reads fail.
  void fail_reads(std::string reason) { failure_ = std::move(reason); }

  [[nodiscard]] bool has_appends() const { return !appends_.empty(); }
  [[nodiscard]] bool has_reads() const { return !reads_.empty(); }
  [[nodiscard]] std::size_t read_count() const { return reads_.size(); }
  bool is_roomy = true;
  // Everything committed, by recording, for the test to look at or to damage.
  std::map<observer::RecordingId, std::vector<observer::StampedEvent>> events;

 private:
  void keep(const observer::StampedEvent& event) {
    const observer::RecordingId id = event.header.recording_id;
    if (events[id].empty()) {
      family_of_[id] = event.family_id;
      families_[event.family_id].push_back(id);
    }
    events[id].push_back(event);
  }
  [[nodiscard]] std::expected<Page, observer::StoreFailure> page(observer::RecordingId recording_id,
                                                                 std::uint64_t after_sequence, std::size_t limit) {
    if (failure_) return std::unexpected(observer::StoreFailure{*failure_});
    Page found;
    for (const observer::StampedEvent& event : events[recording_id]) {
      if (event.header.sequence > after_sequence && found.size() < limit) found.push_back(event);
    }
    return found;
  }

  std::vector<std::pair<std::vector<observer::StampedEvent>, observer::Committed>> appends_;
  std::vector<std::move_only_function<void()>> reads_;
  std::map<observer::RecordingId, observer::RecordingId> family_of_;
  std::map<observer::RecordingId, std::vector<observer::RecordingId>> families_;
  std::optional<std::string> failure_;
};

}  // namespace regard::tests

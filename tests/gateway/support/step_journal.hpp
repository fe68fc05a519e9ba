#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "observer/ports/account_store.hpp"
#include "observer/ports/journal.hpp"
#include "storage/journal/linker.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace regard::tests {

// The real SQLite store behind the journal's port, one step at a time on the test's own thread: nothing is committed or
// read until the test says so.
class StepJournal final : public observer::Journal, public observer::AccountStore {
 public:
  StepJournal(std::unique_ptr<storage::SqliteStore> store, observer::Random& random)
      : store_(std::move(store)), linker_(*store_, random), reader_(std::move(store_->open_reader().value())) {}

  void append(std::vector<observer::StampedEvent> events, observer::Committed done) override {
    appends_.emplace_back(std::move(events), std::move(done));
  }
  [[nodiscard]] bool has_room() const override { return is_roomy; }
  void read(observer::RecordingId recording_id, std::uint64_t after_sequence, std::size_t limit,
            PageRead done) override {
    reads_.emplace_back([this, recording_id, after_sequence, limit, done = std::move(done)]() mutable {
      done(reader_->read(recording_id, after_sequence, limit));
    });
  }
  void read_family(observer::RecordingId recording_id, FamilyRead done) override {
    reads_.emplace_back(
        [this, recording_id, done = std::move(done)]() mutable { done(reader_->read_family(recording_id)); });
  }
  void put_session(observer::SignInSession session, observer::Committed done) override {
    done(store_->put_session(session));
  }
  void remove_session(std::string token_hash, observer::Committed done) override {
    done(store_->remove_session(token_hash));
  }
  void remove_sessions_of(observer::AccountId account_id, std::string but_token_hash,
                          observer::Committed done) override {
    done(store_->remove_sessions_of(account_id, but_token_hash));
  }
  void put_account(observer::Account account, observer::Committed done) override { done(store_->put_account(account)); }
  void put_token(observer::IntegrationToken token, observer::Committed done) override {
    done(store_->put_token(token));
  }
  void remove_token(std::string token_hash, observer::Committed done) override {
    done(store_->remove_token(token_hash));
  }
  void put_second_factor(observer::SecondFactor factor, observer::Committed done) override {
    done(store_->put_second_factor(factor));
  }
  void remove_second_factor(observer::AccountId account_id, observer::Committed done) override {
    done(store_->remove_second_factor(account_id));
  }
  void put_invitation(observer::Invitation invitation, observer::Committed done) override {
    done(store_->put_invitation(invitation));
  }
  void remove_invitation(observer::AccountId account_id, observer::Committed done) override {
    done(store_->remove_invitation(account_id));
  }

  // Group commit: all that waits, in one transaction.
  void commit_all() {
    auto waiting = std::exchange(appends_, {});
    std::vector<observer::StampedEvent> events;
    for (const Append& append : waiting) events.insert(events.end(), append.events.begin(), append.events.end());
    const auto result = linker_.commit(events);
    for (Append& append : waiting) append.done(result);
  }
  void read_all() {
    for (auto& read : std::exchange(reads_, {})) read();
  }
  // What was asked first.
  void read_one() {
    auto read = std::move(reads_.front());
    reads_.erase(reads_.begin());
    read();
  }
  bool is_roomy = true;

  [[nodiscard]] bool has_appends() const { return !appends_.empty(); }
  [[nodiscard]] bool has_reads() const { return !reads_.empty(); }
  [[nodiscard]] std::size_t read_count() const { return reads_.size(); }
  [[nodiscard]] storage::SqliteStore& store() { return *store_; }
  [[nodiscard]] storage::ReadingEngine& reader() { return *reader_; }
  [[nodiscard]] storage::Found<std::int64_t> newest_stamp_ns() { return store_->newest_stamp_ns(); }

 private:
  struct Append {
    std::vector<observer::StampedEvent> events;
    observer::Committed done;
  };
  std::unique_ptr<storage::SqliteStore> store_;
  storage::Linker linker_;
  std::unique_ptr<storage::ReadingEngine> reader_;
  std::vector<Append> appends_;
  std::vector<std::move_only_function<void()>> reads_;
};

}  // namespace regard::tests

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "gateway/live/account_use.hpp"
#include "gateway/live/interview_watch.hpp"
#include "gateway/live/limits.hpp"
#include "gateway/transport/connection.hpp"
#include "observer/recording/recorder.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

class LiveSession;

// All live sessions, for what concerns every one of them. Thread: the gateway's.
class LiveSessions final : public observer::RecorderListener {
 public:
  // Of all together.
  struct Capacity {
    std::size_t memory_bytes = limits::kMemoryLimitBytes;
    std::size_t connections = SIZE_MAX;
  };
  // `watch` must outlive this object.
  LiveSessions(InterviewWatch& watch, const Capacity& capacity) : watch_(watch), capacity_(capacity) {}

  // Whether the account may have another session.
  [[nodiscard]] bool has_place(const observer::Account& account);
  // What the account uses, for a session that is made.
  [[nodiscard]] std::shared_ptr<AccountUse> use_of(const observer::Account& account);

  void enter(LiveSession& session);
  void leave(LiveSession& session);
  [[nodiscard]] std::size_t count() const { return sessions_.size(); }
  // Of accounts that are connected, or were within the last second.
  [[nodiscard]] std::size_t account_count() const { return by_account_.size(); }

  // What may wait for one socket: less while a lot waits for all of them.
  [[nodiscard]] std::size_t max_queued_bytes() const;
  // A session's queue has grown, or become shorter.
  void queue_changed(std::size_t bytes_before, std::size_t bytes_now);
  [[nodiscard]] const v1::StoreStatus& store_status() const { return store_status_; }

  // Closes the connections that a sign-in session opened: its cookie is worth nothing any more.
  void close_signed_out(const std::string& token_hash);
  // Closes all that the account has open: what it may do has changed.
  void close_account(observer::AccountId account_id);
  // Call about once a second.
  void check_deadlines();
  void close_all(CloseCode code, const std::string& reason);
  // Closes those that hold much; how many these were.
  std::size_t shed();
  // Without a word: what they use is about to go.
  void end_all();

  // A recording that does not verify, or nil for the whole journal: whoever reads it is told, now and from now on.
  void mark_damaged(observer::RecordingId recording_id);
  [[nodiscard]] bool is_damaged(observer::RecordingId recording_id) const {
    return damaged_.contains({}) || damaged_.contains(recording_id);
  }

  // Tells everybody when the disk has become full, or has room again.
  void set_full(bool is_full);

  void on_room() override;
  void on_room(observer::AccountId account_id) override;
  static void on_unreadable(observer::RecordingId recording_id, const std::string& reason);
  void on_poisoned(const std::string& reason) override;
  void on_listed_change(const observer::ListedChange& change) override { watch_.on_listed_change(change); }

 private:
  struct OfAccount {
    std::shared_ptr<AccountUse> use;
    std::unordered_set<LiveSession*> sessions;
  };

  // Of memory, for connections.
  [[nodiscard]] std::size_t room_bytes() const;
  void tell_store_status();

  InterviewWatch& watch_;
  const Capacity capacity_;
  // Of sessions that were made, and have not gone yet; they need not have entered.
  const std::shared_ptr<ConnectionCount> all_ = std::make_shared<ConnectionCount>();
  const std::shared_ptr<ConnectionCount> programs_ = std::make_shared<ConnectionCount>(all_);
  std::size_t queued_bytes_ = 0;
  std::unordered_set<LiveSession*> sessions_;
  std::unordered_map<observer::AccountId, OfAccount> by_account_;
  v1::StoreStatus store_status_;
  // At most as many as the evidence tells of; nil stands for all.
  std::unordered_set<observer::RecordingId> damaged_;
};

}  // namespace regard::gateway

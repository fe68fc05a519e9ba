#pragma once

#include <string>
#include <unordered_set>

#include "gateway/live/interview_watch.hpp"
#include "gateway/transport/connection.hpp"
#include "observer/recording/recorder.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

class LiveSession;

// All live sessions, for what concerns every one of them. Thread: the gateway's.
class LiveSessions final : public observer::RecorderListener {
 public:
  // Must outlive this object.
  explicit LiveSessions(InterviewWatch& watch) : watch_(watch) {}

  void enter(LiveSession& session) { sessions_.insert(&session); }
  void leave(LiveSession& session) { sessions_.erase(&session); }
  [[nodiscard]] std::size_t count() const { return sessions_.size(); }
  [[nodiscard]] const v1::StoreStatus& store_status() const { return store_status_; }

  // Closes the connections that a sign-in session opened: its cookie is worth nothing any more.
  void close_signed_out(const std::string& token_hash);
  // Call about once a second.
  void check_deadlines();
  void close_all(CloseCode code, const std::string& reason);
  // Without a word: what they use is about to go.
  void end_all();

  void on_room() override;
  static void on_unreadable(observer::RecordingId recording_id, const std::string& reason);
  void on_poisoned(const std::string& reason) override;
  void on_listed_change(const observer::ListedChange& change) override { watch_.on_listed_change(change); }

 private:
  InterviewWatch& watch_;
  std::unordered_set<LiveSession*> sessions_;
  v1::StoreStatus store_status_;
};

}  // namespace regard::gateway

#pragma once

#include <optional>
#include <string>
#include <unordered_set>

#include "gateway/recording/feed.hpp"
#include "gateway/recording/recorder.hpp"
#include "gateway/recording/trusted_clock.hpp"
#include "observer/interview/interview_book.hpp"

namespace regard::gateway {

class LiveSession;

// What all live sessions share: the book, the recorder, the feed, and each other. Thread: the gateway's.
class LiveHub final : public CommitListener {
 public:
  struct Parts {
    observer::InterviewBook& book;
    RecordingTable table;
    observer::Journal& journal;
    observer::Clock& clock;
    TrustedClock& trusted_clock;
    observer::Random& random;
    Recorder::Defer defer;
  };
  // Everything referred to must outlive the hub.
  explicit LiveHub(Parts parts);

  [[nodiscard]] observer::InterviewBook& book() { return book_; }
  [[nodiscard]] Recorder& recorder() { return recorder_; }
  [[nodiscard]] Feed& feed() { return feed_; }
  [[nodiscard]] observer::Clock& clock() { return clock_; }
  [[nodiscard]] TrustedClock& trusted_clock() { return trusted_clock_; }
  [[nodiscard]] v1::StoreStatus store_status() const;
  [[nodiscard]] std::size_t session_count() const { return sessions_.size(); }

  void enter(LiveSession& session);
  void leave(LiveSession& session);
  // Closes the connections that a sign-in session opened: its cookie is worth nothing any more.
  void close_signed_out(const std::string& token_hash);
  // Call about once a second.
  void check_deadlines();
  void close_all(CloseCode code, const std::string& reason);
  // Tells all subscribers of a conversation who is connected to it.
  void announce_presence(observer::RecordingId recording_id);
  // Tells one of them, who has missed it.
  void repeat_presence(LiveSession& session, observer::RecordingId recording_id);
  void pass_on(const v1::Signal& signal, observer::RecordingId recording_id, const LiveSession& from);

  [[nodiscard]] bool is_watched(observer::RecordingId recording_id) const override;
  void on_committed(observer::RecordingId recording_id, std::span<const observer::StampedEvent> events,
                    std::uint64_t committed_sequence) override;
  void on_room() override;
  void on_poisoned(const std::string& reason) override;

 private:
  // Nothing for a recording that is no conversation.
  [[nodiscard]] std::optional<v1::ServerFrame> presence(observer::RecordingId recording_id) const;

  observer::InterviewBook& book_;
  observer::Clock& clock_;
  TrustedClock& trusted_clock_;
  Recorder recorder_;
  Feed feed_;
  std::unordered_set<LiveSession*> sessions_;
};

}  // namespace regard::gateway

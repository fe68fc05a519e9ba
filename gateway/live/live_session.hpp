#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/live/account_use.hpp"
#include "gateway/live/batch_encoder.hpp"
#include "gateway/live/company.hpp"
#include "gateway/live/frame_codec.hpp"
#include "gateway/live/interview_watch.hpp"
#include "gateway/live/live_sessions.hpp"
#include "gateway/transport/connection.hpp"
#include "observer/accounts/account.hpp"
#include "observer/ports/clock.hpp"
#include "observer/ports/trail.hpp"
#include "observer/recording/feed.hpp"
#include "observer/recording/ingest.hpp"
#include "observer/recording/residence.hpp"
#include "observer/recording/trusted_clock.hpp"

namespace regard::gateway {

// What a live session uses. Everything must outlive the sessions.
struct SessionParts {
  observer::Ingest& ingest;
  observer::Recordings& recordings;
  observer::Residence& residence;
  observer::Feed& feed;
  BatchEncoder& encoder;
  Company& company;
  InterviewWatch& watch;
  LiveSessions& sessions;
  observer::Clock& clock;
  observer::TrustedClock& trusted_clock;
  observer::Trail& trail;
};

// The protocol regard.v1 on one connection: decodes frames, does what they ask, answers what is wrong with them. Knows
// no socket, so that tests step it by hand. Thread: the gateway's.
class LiveSession final : public ConnectionHandler,
                          public observer::Producer,
                          public observer::Subscriber,
                          public Companion,
                          public InterviewWatcher,
                          public std::enable_shared_from_this<LiveSession> {
 public:
  struct Origin {
    observer::Account account;
    // Of the sign-in session behind the cookie, or of the integration's token.
    std::string token_hash;
    Encoding encoding = Encoding::binary;
    // From where.
    std::string address{};
    // Whether the credential is good now: it may have ended while the connection was being opened. None: it is.
    std::function<bool()> is_still_good{};
  };
  LiveSession(const SessionParts& parts, Origin origin);
  ~LiveSession() override;
  LiveSession(const LiveSession&) = delete;
  LiveSession& operator=(const LiveSession&) = delete;

  void on_open(Connection& connection) override;
  [[nodiscard]] bool can_take_message() const override;
  void on_message(std::string_view bytes, bool is_text) override;
  void on_sent() override;
  void on_closed() override;

  void on_kept(const observer::Kept& kept) override;
  void on_not_kept(const observer::NotKept& not_kept) override;

  [[nodiscard]] bool can_take() const override { return !feeding_paused_; }
  void deliver(const observer::EventPage& page) override;
  void caught_up(observer::RecordingId recording_id, std::uint64_t sequence) override;
  void delivery_failed(std::string reason) override;

  [[nodiscard]] const observer::Account& account() const override { return origin_.account; }
  void tell_presence(const v1::ServerFrame& presence) override;
  void tell_signal(const v1::ServerFrame& signal) override;
  void tell_changed(const v1::ServerFrame& interviews_changed) override;

  // Says CaughtUp once more of what the session has open of the recording, or of all when it is nil: whatever has not
  // caught up yet hears it when it does.
  void tell_damaged(observer::RecordingId damaged);

  [[nodiscard]] Encoding encoding() const { return origin_.encoding; }
  [[nodiscard]] const std::string& token_hash() const { return origin_.token_hash; }
  // Requires: it has entered.
  [[nodiscard]] std::size_t held_bytes() const { return connection_->held_bytes(); }
  void send(const v1::ServerFrame& frame);
  void close(CloseCode code, std::string reason);
  // Closes the connection when its peer has been silent, or has taken nothing, for too long. Call about once a second.
  void check_deadlines();
  // Reads again if what kept it from reading is over.
  void read_on();

 private:
  // What the peer could not take when it was to be told, and has to hear once it can.
  struct Missed {
    bool presence = false;
    bool interviews = false;
  };

  // Held by whatever answers a request: counts it among those that wait.
  using Asked = std::shared_ptr<void>;

  void dispatch(const v1::ClientFrame& frame, std::string_view message);
  void on_publish(const v1::Publish& publish, std::string_view message);
  void on_subscribe(const v1::Subscribe& subscribe);
  void subscribe(observer::RecordingId recording_id, std::uint64_t after_sequence, Asked asked);
  void say_caught_up(observer::RecordingId recording_id, std::uint64_t sequence);
  void note(observer::TrailKind kind, observer::RecordingId recording_id, std::string detail);
  void on_unsubscribe(const v1::Unsubscribe& unsubscribe);
  void unsubscribe(observer::RecordingId recording_id);
  void on_clock_probe(const v1::ClockProbe& probe);
  void on_signal(const v1::Signal& signal);
  void pass_on(v1::Signal signal, observer::RecordingId recording_id);
  void on_watch_interviews() { parts_.watch.watch(*this); }
  void catch_up_on_missed();

  using Then = std::move_only_function<void(LiveSession& self, observer::RecordingId recording_id, Asked asked)>;
  // Goes on once the recording is in memory and if the account may read it; else answers why not. What is asked of one
  // recording is done in the order in which it was asked.
  void when_readable(const std::string& recording_id, Then then);
  void when_present(observer::RecordingId recording_id, Then then);
  [[nodiscard]] Asked begin_asking();
  void end_asking();
  [[nodiscard]] std::optional<observer::RecordingId> parse_recording_id(const std::string& recording_id);
  void answer(v1::ServerFrame error, const std::string& recording_id);
  void send_message(OutMessage message);
  // Whether as much is queued as may be: see limits::kMaxQueuedBytes.
  [[nodiscard]] bool is_full() const;
  void note_queue();

  const SessionParts parts_;
  const Origin origin_;
  const std::shared_ptr<AccountUse> use_;
  UseWindow frames_;
  UseWindow signals_;
  Connection* connection_ = nullptr;
  std::vector<observer::RecordingId> subscriptions_;
  // Of those that have caught up, up to where.
  std::unordered_map<observer::RecordingId, std::uint64_t> caught_up_;
  // Of a seal that this session lifts, until it is kept: under which number, and why.
  std::optional<std::pair<observer::ClientNumber, std::string>> lifting_;
  std::int64_t last_heard_ns_ = 0;
  // When the queue last moved, or stopped being empty.
  std::int64_t last_progress_ns_ = 0;
  std::size_t asked_count_ = 0;
  // As LiveSessions knows it.
  std::size_t noted_queued_bytes_ = 0;
  bool feeding_paused_ = false;
  bool is_closed_ = false;
  Missed missed_;
};

}  // namespace regard::gateway

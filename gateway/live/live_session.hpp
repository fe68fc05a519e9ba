#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/live/live_hub.hpp"
#include "gateway/recording/feed.hpp"
#include "gateway/recording/recorder.hpp"
#include "gateway/transport/connection.hpp"
#include "observer/accounts/account.hpp"

namespace regard::gateway {

// The protocol regard.v1 on one connection: decodes frames, does what they ask, answers what is wrong with them. Knows
// no socket, so that tests step it by hand. Thread: the gateway's.
class LiveSession final : public ConnectionHandler,
                          public Publisher,
                          public Subscriber,
                          public std::enable_shared_from_this<LiveSession> {
 public:
  struct Origin {
    observer::Account account;
    // Of the sign-in session behind the cookie; empty for an integration.
    std::string token_hash;
    Encoding encoding = Encoding::binary;
  };
  // The hub must outlive the session.
  LiveSession(LiveHub& hub, Origin origin);

  void on_open(Connection& connection) override;
  void on_message(std::string_view bytes, bool is_text) override;
  void on_sent() override;
  void on_closed() override;

  void on_outcome(const v1::ServerFrame& outcome) override { send(outcome); }

  [[nodiscard]] Encoding encoding() const override { return origin_.encoding; }
  [[nodiscard]] bool can_take() const override;
  void deliver(OutMessage event_batch) override;
  void caught_up(observer::RecordingId recording_id, std::uint64_t sequence) override;
  void delivery_failed(std::string reason) override;

  [[nodiscard]] const observer::Account& account() const { return origin_.account; }
  [[nodiscard]] const std::string& token_hash() const { return origin_.token_hash; }
  void send(const v1::ServerFrame& frame);
  // Now, or when the peer has taken what is queued for it.
  void tell_presence(const v1::ServerFrame& presence);
  // Whether as much is queued as may be: see limits::kMaxQueuedBytes.
  [[nodiscard]] bool is_full() const;
  void close(CloseCode code, std::string reason);
  // Closes the connection when its peer has been silent, or has taken nothing, for too long.
  void check_deadlines();
  // Reads again if there is room for what it may bring.
  void regulate_reading();

 private:
  void dispatch(const v1::ClientFrame& frame);
  void on_publish(const v1::Publish& publish);
  void on_subscribe(const v1::Subscribe& subscribe);
  void on_unsubscribe(const v1::Unsubscribe& unsubscribe);
  void on_clock_probe(const v1::ClockProbe& probe);
  void on_signal(const v1::Signal& signal);
  // The recording, if it is one that the account may read; else answers why not.
  [[nodiscard]] std::optional<observer::RecordingId> readable(const std::string& recording_id);
  void answer(const observer::Refusal& refusal, const std::string& recording_id = {});
  void send_message(OutMessage message);

  LiveHub& hub_;
  Origin origin_;
  Connection* connection_ = nullptr;
  std::vector<observer::RecordingId> subscriptions_;
  std::int64_t last_heard_ns_ = 0;
  // When the queue last moved, or stopped being empty.
  std::int64_t last_progress_ns_ = 0;
  bool reading_paused_ = false;
  bool feeding_paused_ = false;
  bool has_missed_presence_ = false;
};

}  // namespace regard::gateway

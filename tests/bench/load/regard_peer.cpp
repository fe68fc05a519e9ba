#include "tests/bench/load/regard_peer.hpp"

#include <algorithm>
#include <utility>

#include "regard/v1/frame.pb.h"
#include "tests/bench/load/payload.hpp"
#include "tests/bench/load/random_uuid.hpp"
#include "tests/bench/load/websocket_peer.hpp"

namespace regard::bench {
namespace {

constexpr auto kParticipant = "candidate";

std::string headers(const std::string& token) {
  return "Authorization: Bearer " + token + "\r\nSec-WebSocket-Protocol: regard.v1\r\n";
}

class RegardPeer : public WebSocketPeer {
 public:
  explicit RegardPeer(const std::string& token) : WebSocketPeer("/ws", headers(token)) {}
  void add_event(std::string_view /*payload*/, std::string& /*out*/) override {}

 protected:
  // The server speaks first: see welcomed().
  void opened(Heard& /*heard*/, std::string& /*out*/) override {}
  virtual void welcomed(Heard& heard, std::string& out) = 0;
  virtual void hear_frame(Heard& /*heard*/) {}

  std::expected<void, Failure> hear_message(std::string_view payload, Heard& heard, std::string& out) override {
    if (!frame_.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
      return std::unexpected("the server sent something that is not a frame");
    }
    if (frame_.has_error()) return std::unexpected("the server answered: " + frame_.error().ShortDebugString());
    if (frame_.has_welcome()) welcomed(heard, out);
    hear_frame(heard);
    return {};
  }

  void append_frame(const v1::ClientFrame& frame, std::string& out) {
    frame.SerializeToString(&bytes_);
    append_message(Opcode::kBinary, bytes_, out);
  }

  // What was heard last; kept, so that nothing is allocated anew for each message.
  v1::ServerFrame frame_;

 private:
  std::string bytes_;
};

class Publisher final : public RegardPeer {
 public:
  Publisher(const std::string& token, RegardFactory::Logins logins, std::string recording_id)
      : RegardPeer(token), logins_(std::move(logins)) {
    auto& publish = *out_frame_.mutable_publish();
    publish.set_recording_id(std::move(recording_id));
    publish.set_client_id(random_uuid());
  }

  void add_event(std::string_view payload, std::string& out) override {
    auto& message = *body().mutable_chat_message();
    message.set_participant_id(kParticipant);
    message.set_text(payload.data(), payload.size());
    publish(out);
  }

 protected:
  void welcomed(Heard& /*heard*/, std::string& out) override {
    auto& opened = *body().mutable_interview_opened();
    opened.set_title("Mesure");
    opened.set_block_code("B1");
    opened.set_channel(v1::CHANNEL_CHAT);
    opened.set_simulated(true);
    opened.mutable_candidate()->set_login(logins_.candidate);
    opened.add_assessors()->set_login(logins_.assessor);
    opened.mutable_interlocutor()->set_name("Charge");
    opened.mutable_interlocutor()->set_side(v1::INTERLOCUTOR_SIDE_EXTERNAL);
    opened.mutable_interlocutor()->set_description("mesure");
    publish(out);
    auto& joined = *body().mutable_participant_joined();
    joined.set_participant_id(kParticipant);
    joined.set_name("Charge");
    publish(out);
    set_up_until_ = sent_;
  }

  void hear_frame(Heard& heard) override {
    if (!frame_.has_ack()) return;
    const std::uint64_t previous = std::exchange(acknowledged_, frame_.ack().client_seq());
    if (acknowledged_ < set_up_until_) return;
    if (previous < set_up_until_) heard.ready = true;
    heard.acknowledged += acknowledged_ - std::max(previous, set_up_until_);
  }

 private:
  v1::EventBody& body() { return *out_frame_.mutable_publish()->mutable_body(); }

  void publish(std::string& out) {
    out_frame_.mutable_publish()->set_client_seq(++sent_);
    append_frame(out_frame_, out);
  }

  RegardFactory::Logins logins_;
  v1::ClientFrame out_frame_;
  std::uint64_t sent_ = 0;
  std::uint64_t set_up_until_ = 0;
  std::uint64_t acknowledged_ = 0;
};

class Observer final : public RegardPeer {
 public:
  Observer(const std::string& token, std::vector<std::string> recording_ids)
      : RegardPeer(token), recording_ids_(std::move(recording_ids)) {}

 protected:
  void welcomed(Heard& /*heard*/, std::string& out) override {
    for (const auto& recording_id : recording_ids_) {
      v1::ClientFrame frame;
      frame.mutable_subscribe()->set_recording_id(recording_id);
      append_frame(frame, out);
    }
  }

  void hear_frame(Heard& heard) override {
    if (frame_.has_caught_up() && ++caught_up_ == recording_ids_.size()) heard.ready = true;
    for (const auto& event : frame_.event_batch().events()) {
      if (event.body().has_chat_message())
        heard.observed_due_ns.push_back(due_ns_of(event.body().chat_message().text()));
    }
  }

 private:
  std::vector<std::string> recording_ids_;
  std::size_t caught_up_ = 0;
};

class Idler final : public RegardPeer {
 public:
  using RegardPeer::RegardPeer;

 protected:
  void welcomed(Heard& heard, std::string& /*out*/) override { heard.ready = true; }
};

}  // namespace

std::unique_ptr<Peer> RegardFactory::publisher() {
  recording_ids_.push_back(random_uuid());
  return std::make_unique<Publisher>(token_, logins_, recording_ids_.back());
}

std::unique_ptr<Peer> RegardFactory::observer() { return std::make_unique<Observer>(token_, recording_ids_); }

std::unique_ptr<Peer> RegardFactory::idler() { return std::make_unique<Idler>(token_); }

}  // namespace regard::bench

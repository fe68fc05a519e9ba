#include "tests/simulation/publisher.hpp"

#include <algorithm>
#include <utility>

#include "tests/simulation/violation.hpp"

namespace regard::simulation {

Publisher::Publisher(observer::Account account, std::string recording_id, std::string client_id, MakeBody make_body)
    : account_(std::move(account)),
      recording_id_(std::move(recording_id)),
      client_id_(std::move(client_id)),
      make_body_(std::move(make_body)) {}

void Publisher::connect(tests::LiveServer& server) {
  wire_ = std::make_unique<Wire>(server, account_);
  sent_seq_ = acknowledged_seq_;
}

void Publisher::make_event() { made_.push_back(make_body_(made_.size() + 1)); }

void Publisher::send_next() {
  if (sent_seq_ >= made_.size()) return;
  wire_->send(tests::publish(recording_id_, client_id_, sent_seq_ + 1, made_[sent_seq_]));
  ++sent_seq_;
  ever_sent_seq_ = std::max(ever_sent_seq_, sent_seq_);
}

void Publisher::receive_one() {
  const auto frame = wire_->receive_one();
  if (!frame) return;
  if (frame->has_ack()) {
    const v1::Ack& ack = frame->ack();
    require(ack.recording_id() == recording_id_ && ack.client_id() == client_id_, "a foreign acknowledgement came");
    require(ack.client_seq() <= ever_sent_seq_, "an event that was never sent was acknowledged");
    acknowledged_seq_ = std::max(acknowledged_seq_, ack.client_seq());
    // What an earlier connection brought there need not be sent again.
    sent_seq_ = std::max(sent_seq_, acknowledged_seq_);
  } else if (frame->has_error()) {
    const v1::ErrorCode code = frame->error().code();
    // Nothing else can be wrong with what this client sends.
    require(code == v1::ERROR_CODE_STORE_POISONED || code == v1::ERROR_CODE_SHUTTING_DOWN,
            "a good event was refused: " + frame->error().ShortDebugString());
  }
}

}  // namespace regard::simulation

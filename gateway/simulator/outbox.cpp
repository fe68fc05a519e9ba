#include "gateway/simulator/outbox.hpp"

#include <algorithm>
#include <utility>

#include "gateway/simulator/limits.hpp"

namespace regard::simulator {

Outbox::Outbox(std::string recording_id, std::string client_id)
    : recording_id_(std::move(recording_id)), client_id_(std::move(client_id)) {}

void Outbox::add(v1::EventBody body, const v1::ClientTime& client_time) {
  auto& publish = unacknowledged_.emplace_back();
  publish.set_recording_id(recording_id_);
  publish.set_client_id(client_id_);
  publish.set_client_seq(counts_.acknowledged + unacknowledged_.size());
  *publish.mutable_client_time() = client_time;
  *publish.mutable_body() = std::move(body);
}

const v1::Publish* Outbox::take_next() {
  const std::uint64_t place = next_seq_ - first_unacknowledged_seq();
  if (place >= unacknowledged_.size() || place >= limits::kInFlightMax) return nullptr;
  const bool is_first_time = next_seq_ > counts_.sent;
  ++(is_first_time ? counts_.sent : counts_.sent_again);
  ++next_seq_;
  return &unacknowledged_[place];
}

bool Outbox::acknowledge(std::uint64_t client_seq) {
  if (client_seq > counts_.sent) return false;
  while (counts_.acknowledged < client_seq) {
    unacknowledged_.pop_front();
    ++counts_.acknowledged;
  }
  // After a lost connection the server may acknowledge more than was sent again.
  next_seq_ = std::max(next_seq_, first_unacknowledged_seq());
  return true;
}

}  // namespace regard::simulator

#include "tests/simulation/watcher.hpp"

#include <utility>

#include "tests/simulation/violation.hpp"

namespace regard::simulation {

Watcher::Watcher(observer::Account account, std::string recording_id, std::string secret)
    : account_(std::move(account)), recording_id_(std::move(recording_id)), secret_(std::move(secret)) {}

void Watcher::connect(tests::LiveServer& server) {
  wire_ = std::make_unique<Wire>(server, account_);
  wire_->send(tests::subscribe(recording_id_, seen_.size()));
}

void Watcher::receive_one() {
  const auto frame = wire_->receive_one();
  if (!frame) return;
  require(secret_.empty() || frame->SerializeAsString().find(secret_) == std::string::npos,
          account_.login + " saw a sealed mark");
  if (frame->has_event_batch()) take(frame->event_batch());
  if (frame->has_caught_up()) {
    require(frame->caught_up().sequence() == seen_.size(), "CaughtUp came before everything did");
  }
}

void Watcher::take(const v1::EventBatch& batch) {
  require(batch.recording_id() == recording_id_, "events of another recording came");
  for (const v1::Event& event : batch.events()) {
    require(event.sequence() == seen_.size() + 1, account_.login + " got event " + std::to_string(event.sequence()) +
                                                      " after event " + std::to_string(seen_.size()));
    seen_.push_back(event.SerializeAsString());
  }
}

}  // namespace regard::simulation

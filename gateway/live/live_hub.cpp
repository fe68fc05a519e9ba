#include "gateway/live/live_hub.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "gateway/live/live_session.hpp"

namespace regard::gateway {

LiveHub::LiveHub(Parts parts)
    : book_(parts.book),
      clock_(parts.clock),
      trusted_clock_(parts.trusted_clock),
      recorder_({parts.book, std::move(parts.table), parts.journal, parts.trusted_clock, parts.random, *this,
                 std::move(parts.defer)}),
      feed_(parts.journal) {}

v1::StoreStatus LiveHub::store_status() const {
  v1::StoreStatus status;
  status.set_poisoned(recorder_.poison_reason().has_value());
  status.set_reason(recorder_.poison_reason().value_or(""));
  return status;
}

void LiveHub::enter(LiveSession& session) { sessions_.insert(&session); }

void LiveHub::leave(LiveSession& session) { sessions_.erase(&session); }

void LiveHub::close_signed_out(const std::string& token_hash) {
  for (LiveSession* session : sessions_) {
    if (session->token_hash() == token_hash) session->close(CloseCode::policy_violation, "signed out");
  }
}

void LiveHub::check_deadlines() {
  for (LiveSession* session : sessions_) session->check_deadlines();
}

void LiveHub::close_all(CloseCode code, const std::string& reason) {
  for (LiveSession* session : sessions_) session->close(code, reason);
}

void LiveHub::announce_presence(observer::RecordingId recording_id) {
  const auto frame = presence(recording_id);
  if (!frame) return;
  for (Subscriber* subscriber : feed_.subscribers(recording_id)) {
    static_cast<LiveSession*>(subscriber)->tell_presence(*frame);
  }
}

void LiveHub::repeat_presence(LiveSession& session, observer::RecordingId recording_id) {
  if (const auto frame = presence(recording_id)) session.tell_presence(*frame);
}

std::optional<v1::ServerFrame> LiveHub::presence(observer::RecordingId recording_id) const {
  // Only a conversation has company: a marking's subscribers would tell when an assessor is at work.
  if (book_.interview(recording_id) == nullptr) return std::nullopt;
  v1::ServerFrame frame;
  auto& presence = *frame.mutable_presence();
  presence.set_recording_id(recording_id.to_string());
  std::unordered_set<observer::AccountId> named;
  for (Subscriber* subscriber : feed_.subscribers(recording_id)) {
    const observer::Account& account = static_cast<LiveSession*>(subscriber)->account();
    if (!named.insert(account.account_id).second) continue;
    auto& person = *presence.add_people();
    person.set_account_id(account.account_id.to_string());
    person.set_name(account.name);
    person.set_role(account.role);
  }
  return frame;
}

void LiveHub::pass_on(const v1::Signal& signal, observer::RecordingId recording_id, const LiveSession& from) {
  v1::ServerFrame frame;
  *frame.mutable_signal() = signal;
  for (Subscriber* subscriber : feed_.subscribers(recording_id)) {
    auto* session = static_cast<LiveSession*>(subscriber);
    // Worth nothing later: whoever is behind does without.
    if (session != &from && !session->is_full()) session->send(frame);
  }
}

bool LiveHub::is_watched(observer::RecordingId recording_id) const { return feed_.is_watched(recording_id); }

void LiveHub::on_committed(observer::RecordingId recording_id, std::span<const observer::StampedEvent> events,
                           std::uint64_t committed_sequence) {
  feed_.on_committed(recording_id, events, committed_sequence);
}

void LiveHub::on_room() {
  for (LiveSession* session : sessions_) session->regulate_reading();
}

void LiveHub::on_poisoned(const std::string& reason) {
  spdlog::critical("the store accepts nothing more: {}", reason);
  v1::ServerFrame frame;
  *frame.mutable_store_status() = store_status();
  for (LiveSession* session : sessions_) session->send(frame);
}

}  // namespace regard::gateway

#include "gateway/live/live_sessions.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "gateway/live/limits.hpp"
#include "gateway/live/live_session.hpp"

namespace regard::gateway {

std::shared_ptr<AccountUse> LiveSessions::use_of(const observer::Account& account) {
  auto& use = by_account_[account.account_id].use;
  const bool is_program = account.role == v1::ROLE_INTEGRATION;
  if (!use) use = std::make_shared<AccountUse>(allowance_of(account.role), is_program ? programs_ : all_);
  return use;
}

bool LiveSessions::has_place(const observer::Account& account) {
  const bool is_program = account.role == v1::ROLE_INTEGRATION;
  const std::size_t max_of_programs = std::min(room_bytes() / limits::kProgramConnectionBytes,
                                               capacity_.connections / limits::kProgramShareOfConnections);
  if (is_program && programs_->count() >= max_of_programs) return false;
  return all_->count() < capacity_.connections && use_of(account)->has_place();
}

void LiveSessions::enter(LiveSession& session) {
  sessions_.insert(&session);
  by_account_[session.account().account_id].sessions.insert(&session);
}

void LiveSessions::leave(LiveSession& session) {
  sessions_.erase(&session);
  by_account_[session.account().account_id].sessions.erase(&session);
}

std::size_t LiveSessions::room_bytes() const {
  return std::max(capacity_.memory_bytes, limits::kServerBytes) - limits::kServerBytes;
}

std::size_t LiveSessions::max_queued_bytes() const {
  const bool is_tight = queued_bytes_ > room_bytes() / limits::kQueuesShareOfRoom;
  return is_tight ? limits::kMaxQueuedBytesUnderPressure : limits::kMaxQueuedBytes;
}

void LiveSessions::queue_changed(std::size_t bytes_before, std::size_t bytes_now) {
  queued_bytes_ = queued_bytes_ - bytes_before + bytes_now;
}

void LiveSessions::close_signed_out(const std::string& token_hash) {
  for (LiveSession* session : sessions_) {
    if (session->token_hash() == token_hash) session->close(CloseCode::policy_violation, "signed out");
  }
}

void LiveSessions::close_account(observer::AccountId account_id) {
  const auto found = by_account_.find(account_id);
  if (found == by_account_.end()) return;
  for (LiveSession* session : found->second.sessions) {
    session->close(CloseCode::policy_violation, "the account was changed: sign in again");
  }
}

void LiveSessions::check_deadlines() {
  for (LiveSession* session : sessions_) session->check_deadlines();
  std::erase_if(by_account_, [](const auto& entry) { return !entry.second.use->is_connected(); });
}

void LiveSessions::close_all(CloseCode code, const std::string& reason) {
  for (LiveSession* session : sessions_) session->close(code, reason);
}

std::size_t LiveSessions::shed() {
  std::size_t count = 0;
  for (LiveSession* session : sessions_) {
    if (session->held_bytes() <= limits::kMaxQueuedBytesUnderPressure) continue;
    session->close(CloseCode::try_again_later, "the server is short of memory: resume from your cursor");
    ++count;
  }
  return count;
}

void LiveSessions::end_all() {
  while (!sessions_.empty()) (*sessions_.begin())->on_closed();
}

void LiveSessions::mark_damaged(observer::RecordingId recording_id) {
  if (!damaged_.insert(recording_id).second) return;
  for (LiveSession* session : sessions_) session->tell_damaged(recording_id);
}

void LiveSessions::on_room() {
  for (LiveSession* session : sessions_) session->read_on();
}

void LiveSessions::on_room(observer::AccountId account_id) {
  const auto found = by_account_.find(account_id);
  if (found == by_account_.end()) return;
  for (LiveSession* session : found->second.sessions) session->read_on();
}

void LiveSessions::on_unreadable(observer::RecordingId recording_id, const std::string& reason) {
  spdlog::error("recording {} cannot be read: {}", recording_id.to_string(), reason);
}

void LiveSessions::on_poisoned(const std::string& reason) {
  if (store_status_.poisoned()) return;
  spdlog::critical("the store accepts nothing more: {}", reason);
  store_status_.set_poisoned(true);
  store_status_.set_reason(reason);
  tell_store_status();
}

void LiveSessions::set_full(bool is_full) {
  if (store_status_.full() == is_full) return;
  store_status_.set_full(is_full);
  if (is_full) {
    spdlog::critical("the disk is full: nothing new is accepted until there is room again");
  } else {
    spdlog::info("the disk has room again: what people do is accepted");
  }
  tell_store_status();
}

void LiveSessions::tell_store_status() {
  v1::ServerFrame frame;
  *frame.mutable_store_status() = store_status_;
  for (LiveSession* session : sessions_) session->send(frame);
}

}  // namespace regard::gateway

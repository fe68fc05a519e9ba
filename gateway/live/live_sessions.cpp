#include "gateway/live/live_sessions.hpp"

#include <spdlog/spdlog.h>

#include "gateway/live/live_session.hpp"

namespace regard::gateway {

void LiveSessions::close_signed_out(const std::string& token_hash) {
  for (LiveSession* session : sessions_) {
    if (session->token_hash() == token_hash) session->close(CloseCode::policy_violation, "signed out");
  }
}

void LiveSessions::check_deadlines() {
  for (LiveSession* session : sessions_) session->check_deadlines();
}

void LiveSessions::close_all(CloseCode code, const std::string& reason) {
  for (LiveSession* session : sessions_) session->close(code, reason);
}

void LiveSessions::end_all() {
  while (!sessions_.empty()) (*sessions_.begin())->on_closed();
}

void LiveSessions::on_room() {
  for (LiveSession* session : sessions_) session->regulate_reading();
}

void LiveSessions::on_unreadable(observer::RecordingId recording_id, const std::string& reason) {
  spdlog::error("recording {} cannot be read: {}", recording_id.to_string(), reason);
}

void LiveSessions::on_poisoned(const std::string& reason) {
  spdlog::critical("the store accepts nothing more: {}", reason);
  store_status_.set_poisoned(true);
  store_status_.set_reason(reason);
  v1::ServerFrame frame;
  *frame.mutable_store_status() = store_status_;
  for (LiveSession* session : sessions_) session->send(frame);
}

}  // namespace regard::gateway

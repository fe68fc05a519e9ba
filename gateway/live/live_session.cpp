#include "gateway/live/live_session.hpp"

#include <google/protobuf/arena.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "gateway/live/limits.hpp"

namespace regard::gateway {
namespace {

using observer::RecordingId;
using observer::Refusal;

std::int64_t to_ns(std::chrono::nanoseconds duration) { return duration.count(); }

// The memory of the frame that is being read, used again message after message. Most frames fit into its first block.
google::protobuf::Arena& frame_arena() {
  constexpr std::size_t kFirstBlockBytes = 4096;
  alignas(std::max_align_t) static thread_local std::array<char, kFirstBlockBytes> first_block;
  static thread_local google::protobuf::Arena arena(first_block.data(), first_block.size());
  return arena;
}

v1::ServerFrame error_frame(const Refusal& refusal) {
  v1::ServerFrame frame;
  auto& error = *frame.mutable_error();
  error.set_code(refusal.code);
  error.set_message(refusal.message);
  error.set_field(refusal.field);
  return frame;
}

}  // namespace

LiveSession::LiveSession(LiveHub& hub, Origin origin) : hub_(hub), origin_(std::move(origin)) {}

void LiveSession::on_open(Connection& connection) {
  connection_ = &connection;
  last_heard_ns_ = last_progress_ns_ = hub_.clock().steady_ns();
  hub_.enter(*this);
  v1::ServerFrame frame;
  auto& welcome = *frame.mutable_welcome();
  welcome.set_account_id(origin_.account.account_id.to_string());
  welcome.set_name(origin_.account.name);
  welcome.set_role(origin_.account.role);
  welcome.set_server_mono_ns(hub_.trusted_clock().mono_ns());
  *welcome.mutable_store() = hub_.store_status();
  send(frame);
}

void LiveSession::on_message(std::string_view bytes, bool is_text) {
  last_heard_ns_ = hub_.clock().steady_ns();
  frame_arena().Reset();
  auto& frame = *google::protobuf::Arena::CreateMessage<v1::ClientFrame>(&frame_arena());
  if (auto decoded = decode_frame(origin_.encoding, bytes, is_text, frame); decoded) {
    dispatch(frame);
  } else {
    answer(decoded.error());
  }
  regulate_reading();
}

void LiveSession::on_sent() {
  last_progress_ns_ = hub_.clock().steady_ns();
  if (connection_->queued_bytes() > limits::kResumeQueuedBytes) return;
  if (std::exchange(feeding_paused_, false)) hub_.feed().resume(*this, subscriptions_);
  if (std::exchange(has_missed_presence_, false)) {
    for (const RecordingId recording_id : subscriptions_) hub_.repeat_presence(*this, recording_id);
  }
  regulate_reading();
}

void LiveSession::check_deadlines() {
  const std::int64_t now_ns = hub_.clock().steady_ns();
  if (now_ns - last_heard_ns_ > to_ns(limits::kClientSilence)) {
    close(CloseCode::policy_violation, "nothing heard for too long: send a ClockProbe now and then");
  } else if (connection_->queued_bytes() > 0 && now_ns - last_progress_ns_ > to_ns(limits::kWriteStall)) {
    close(CloseCode::try_again_later, "too slow: resume from your cursor");
  }
}

void LiveSession::on_closed() {
  hub_.leave(*this);
  const auto left = std::exchange(subscriptions_, {});
  for (const RecordingId recording_id : left) {
    hub_.feed().unsubscribe(*this, recording_id);
    hub_.announce_presence(recording_id);
  }
}

bool LiveSession::can_take() const { return !feeding_paused_; }

void LiveSession::deliver(OutMessage event_batch) {
  send_message(std::move(event_batch));
  feeding_paused_ = is_full();
}

void LiveSession::caught_up(RecordingId recording_id, std::uint64_t sequence) {
  v1::ServerFrame frame;
  frame.mutable_caught_up()->set_recording_id(recording_id.to_string());
  frame.mutable_caught_up()->set_sequence(sequence);
  send(frame);
}

void LiveSession::delivery_failed(std::string reason) {
  close(CloseCode::internal_error, "the recording cannot be read: " + std::move(reason));
}

bool LiveSession::is_full() const { return connection_->queued_bytes() > limits::kMaxQueuedBytes; }

void LiveSession::tell_presence(const v1::ServerFrame& presence) {
  // Others decide how often it changes: it must not fill the queue of a peer that does not take it.
  if (is_full()) {
    has_missed_presence_ = true;
  } else {
    send(presence);
  }
}

void LiveSession::send(const v1::ServerFrame& frame) { send_message(encode_frame(origin_.encoding, frame)); }

void LiveSession::close(CloseCode code, std::string reason) { connection_->close(code, std::move(reason)); }

void LiveSession::regulate_reading() {
  const bool has_room = hub_.recorder().has_room() && !is_full();
  if (has_room == !reading_paused_) return;
  reading_paused_ = !has_room;
  if (reading_paused_) {
    connection_->pause_reading();
  } else {
    connection_->resume_reading();
  }
}

void LiveSession::dispatch(const v1::ClientFrame& frame) {
  switch (frame.frame_case()) {
    case v1::ClientFrame::kPublish:
      return on_publish(frame.publish());
    case v1::ClientFrame::kSubscribe:
      return on_subscribe(frame.subscribe());
    case v1::ClientFrame::kUnsubscribe:
      return on_unsubscribe(frame.unsubscribe());
    case v1::ClientFrame::kClockProbe:
      return on_clock_probe(frame.clock_probe());
    case v1::ClientFrame::kSignal:
      return on_signal(frame.signal());
    case v1::ClientFrame::FRAME_NOT_SET:
      return;  // decode_frame() refused it.
  }
}

void LiveSession::on_publish(const v1::Publish& publish) {
  const auto accepted = hub_.recorder().publish(origin_.account, publish, weak_from_this());
  if (accepted) return;
  v1::ServerFrame frame = error_frame(accepted.error().refusal);
  frame.mutable_error()->set_recording_id(publish.recording_id());
  frame.mutable_error()->set_client_id(publish.client_id());
  frame.mutable_error()->set_client_seq(publish.client_seq());
  frame.mutable_error()->set_expected_client_seq(accepted.error().expected_client_seq);
  send(frame);
}

void LiveSession::on_subscribe(const v1::Subscribe& subscribe) {
  const auto recording_id = readable(subscribe.recording_id());
  if (!recording_id) return;
  const std::uint64_t committed_sequence = hub_.recorder().committed_sequence(*recording_id);
  if (subscribe.after_sequence() > committed_sequence) {
    return answer(
        {v1::ERROR_CODE_INVALID_FIELD,
         "after_sequence is beyond the recording's end, " + std::to_string(committed_sequence) + ".", "after_sequence"},
        subscribe.recording_id());
  }
  if (std::ranges::find(subscriptions_, *recording_id) == subscriptions_.end()) {
    if (subscriptions_.size() >= limits::kMaxSubscriptions) {
      return answer({v1::ERROR_CODE_LIMIT_REACHED,
                     "A connection follows at most " + std::to_string(limits::kMaxSubscriptions) + " recordings.",
                     {}},
                    subscribe.recording_id());
    }
    subscriptions_.push_back(*recording_id);
  }
  hub_.feed().subscribe(*this, *recording_id, subscribe.after_sequence(), committed_sequence);
  hub_.announce_presence(*recording_id);
}

void LiveSession::on_unsubscribe(const v1::Unsubscribe& unsubscribe) {
  const auto recording_id = observer::Uuid::parse(unsubscribe.recording_id());
  if (!recording_id || std::erase(subscriptions_, *recording_id) == 0) {
    return answer({v1::ERROR_CODE_UNKNOWN_RECORDING, "This connection does not follow that recording.", "recording_id"},
                  unsubscribe.recording_id());
  }
  hub_.feed().unsubscribe(*this, *recording_id);
  hub_.announce_presence(*recording_id);
}

void LiveSession::on_clock_probe(const v1::ClockProbe& probe) {
  v1::ServerFrame frame;
  auto& reading = *frame.mutable_clock_reading();
  reading.set_client_wall_us(probe.client_wall_us());
  reading.set_server_mono_ns(hub_.trusted_clock().mono_ns());
  send(frame);
}

void LiveSession::on_signal(const v1::Signal& signal) {
  const auto recording_id = readable(signal.recording_id());
  if (!recording_id) return;
  const observer::Interview* interview = hub_.book().interview(*recording_id);
  const observer::AccountId account_id = origin_.account.account_id;
  if (interview == nullptr || !(interview->is_candidate(account_id) || interview->is_role_player(account_id))) {
    return answer({v1::ERROR_CODE_NOT_ALLOWED, "Only the candidate and the role-player signal in a conversation.", {}},
                  signal.recording_id());
  }
  if (signal.signal_case() == v1::Signal::SIGNAL_NOT_SET) {
    return answer(
        {v1::ERROR_CODE_UNKNOWN_KIND, "The signal is empty, or of a kind that this server does not know.", {}},
        signal.recording_id());
  }
  v1::Signal passed_on = signal;
  passed_on.set_account_id(account_id.to_string());
  hub_.pass_on(passed_on, *recording_id, *this);
}

std::optional<RecordingId> LiveSession::readable(const std::string& recording_id) {
  const auto parsed = observer::Uuid::parse(recording_id);
  if (!parsed) {
    answer({v1::ERROR_CODE_INVALID_FIELD, "recording_id is not a UUID.", "recording_id"}, recording_id);
    return std::nullopt;
  }
  if (auto allowed = hub_.book().may_read(origin_.account, *parsed); !allowed) {
    answer(allowed.error(), recording_id);
    return std::nullopt;
  }
  return parsed;
}

void LiveSession::answer(const Refusal& refusal, const std::string& recording_id) {
  v1::ServerFrame frame = error_frame(refusal);
  frame.mutable_error()->set_recording_id(recording_id);
  send(frame);
}

void LiveSession::send_message(OutMessage message) {
  if (connection_->queued_bytes() == 0) last_progress_ns_ = hub_.clock().steady_ns();
  connection_->send(std::move(message));
}

}  // namespace regard::gateway

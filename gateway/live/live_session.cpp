#include "gateway/live/live_session.hpp"

#include <google/protobuf/arena.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "gateway/live/error_frames.hpp"
#include "gateway/live/limits.hpp"

namespace regard::gateway {
namespace {

using observer::RecordingId;

std::int64_t to_ns(std::chrono::nanoseconds duration) { return duration.count(); }

// The memory of the frame that is being read, used again message after message. Most frames fit into its first block.
google::protobuf::Arena& frame_arena() {
  constexpr std::size_t kFirstBlockBytes = 4096;
  alignas(std::max_align_t) static thread_local std::array<char, kFirstBlockBytes> first_block;
  static thread_local google::protobuf::Arena arena(first_block.data(), first_block.size());
  return arena;
}

observer::ClientTime client_time_of(const v1::Publish& publish) {
  const v1::ClientTime& time = publish.client_time();
  return {time.client_wall_us(), time.clock_offset_us(), time.clock_offset_error_us()};
}

std::size_t max_frames_a_second(v1::Role role) {
  return role == v1::ROLE_INTEGRATION ? limits::kMaxFramesASecondAProgram : limits::kMaxFramesASecond;
}

struct PublishIds {
  RecordingId recording_id;
  observer::ClientNumber number;
};

std::expected<PublishIds, v1::ServerFrame> ids_of(const v1::Publish& publish) {
  const auto fail = [](v1::ErrorCode code, const char* message, const char* field) {
    return std::unexpected(error_frame(code, message, field));
  };
  const auto recording_id = observer::Uuid::parse(publish.recording_id());
  if (!recording_id || recording_id->is_nil()) {
    return fail(v1::ERROR_CODE_INVALID_FIELD, "recording_id is not a UUID.", "recording_id");
  }
  const auto client_id = observer::Uuid::parse(publish.client_id());
  if (!client_id || client_id->is_nil()) {
    return fail(v1::ERROR_CODE_INVALID_FIELD, "client_id is not a UUID.", "client_id");
  }
  if (publish.client_seq() == 0) {
    return fail(v1::ERROR_CODE_INVALID_FIELD, "client_seq counts from 1.", "client_seq");
  }
  if (publish.body().kind_case() == v1::EventBody::KIND_NOT_SET) {
    return fail(v1::ERROR_CODE_UNKNOWN_KIND, "The event has no body, or one of a kind that this server does not know.",
                "body");
  }
  return PublishIds{*recording_id, {*client_id, publish.client_seq()}};
}

}  // namespace

LiveSession::LiveSession(const SessionParts& parts, Origin origin)
    : parts_(parts),
      origin_(std::move(origin)),
      use_(parts.sessions.use_of(origin_.account)),
      frames_(max_frames_a_second(origin_.account.role), std::chrono::seconds(1)),
      signals_(limits::kMaxSignalsASecond, std::chrono::seconds(1)) {
  use_->connected();
}

LiveSession::~LiveSession() {
  use_->disconnected();
  // Its connection went without a word.
  if (connection_ != nullptr) on_closed();
}

void LiveSession::on_open(Connection& connection) {
  connection_ = &connection;
  last_heard_ns_ = last_progress_ns_ = parts_.clock.steady_ns();
  parts_.sessions.enter(*this);
  if (origin_.is_still_good && !origin_.is_still_good()) return close(CloseCode::policy_violation, "signed out");
  v1::ServerFrame frame;
  auto& welcome = *frame.mutable_welcome();
  welcome.set_account_id(origin_.account.account_id.to_string());
  welcome.set_name(origin_.account.name);
  welcome.set_role(origin_.account.role);
  welcome.set_server_mono_ns(parts_.trusted_clock.mono_ns());
  *welcome.mutable_store() = parts_.sessions.store_status();
  send(frame);
}

void LiveSession::on_message(std::string_view bytes, bool is_text) {
  last_heard_ns_ = parts_.clock.steady_ns();
  use_->sent(bytes.size(), last_heard_ns_);
  frames_.use(1, last_heard_ns_);
  frame_arena().Reset();
  auto& frame = *google::protobuf::Arena::CreateMessage<v1::ClientFrame>(&frame_arena());
  if (auto decoded = decode_frame(origin_.encoding, bytes, is_text, frame); decoded) {
    dispatch(frame, bytes);
  } else {
    answer(error_frame(decoded.error().code, std::move(decoded.error().message)), {});
  }
}

void LiveSession::on_sent() {
  last_progress_ns_ = parts_.clock.steady_ns();
  note_queue();
  if (connection_->queued_bytes() > parts_.sessions.max_queued_bytes() / limits::kResumeShare) return;
  if (std::exchange(feeding_paused_, false)) parts_.feed.resume(*this, subscriptions_);
  catch_up_on_missed();
  read_on();
}

void LiveSession::catch_up_on_missed() {
  const Missed missed = std::exchange(missed_, {});
  if (missed.presence) {
    for (const RecordingId recording_id : subscriptions_) parts_.company.repeat(*this, recording_id);
  }
  if (missed.interviews) {
    v1::ServerFrame frame;
    frame.mutable_interviews_changed()->set_incomplete(true);
    send(frame);
  }
}

void LiveSession::check_deadlines() {
  const std::int64_t now_ns = parts_.clock.steady_ns();
  // Of a peer that is not read from nothing can be heard.
  if (!can_take_message()) last_heard_ns_ = now_ns;
  read_on();
  if (now_ns - last_heard_ns_ > to_ns(limits::kClientSilence)) {
    close(CloseCode::policy_violation, "nothing heard for too long: send a ClockProbe now and then");
  } else if (connection_->queued_bytes() > 0 && now_ns - last_progress_ns_ > to_ns(limits::kWriteStall)) {
    close(CloseCode::try_again_later, "too slow: resume from your cursor");
  }
}

void LiveSession::on_closed() {
  if (std::exchange(is_closed_, true)) return;
  parts_.sessions.leave(*this);
  parts_.sessions.queue_changed(std::exchange(noted_queued_bytes_, 0), 0);
  parts_.watch.unwatch(*this);
  for (const RecordingId recording_id : std::exchange(subscriptions_, {})) {
    parts_.feed.unsubscribe(*this, recording_id);
    parts_.company.leave(*this, recording_id);
  }
}

void LiveSession::on_kept(const observer::Kept& kept) {
  // Made once: acknowledgements come by the thousand.
  static thread_local v1::ServerFrame frame;
  const auto& number = std::get<observer::ClientNumber>(kept.name);
  if (lifting_ && lifting_->first == number) {
    note(observer::TrailKind::seal_lifted, kept.recording_id, std::exchange(lifting_, std::nullopt)->second);
  }
  v1::Ack& ack = *frame.mutable_ack();
  ack.set_recording_id(kept.recording_id.to_string());
  ack.set_client_id(number.client_id.to_string());
  ack.set_client_seq(number.client_seq);
  ack.set_sequence(kept.sequence);
  ack.set_server_mono_ns(kept.server_mono_ns);
  send(frame);
}

void LiveSession::on_not_kept(const observer::NotKept& not_kept) {
  const auto& number = std::get<observer::ClientNumber>(not_kept.name);
  // The number is given to another event now.
  if (lifting_ && lifting_->first == number) lifting_.reset();
  v1::ServerFrame frame = error_frame(not_kept.refusal);
  v1::Error& error = *frame.mutable_error();
  error.set_recording_id(not_kept.recording_id.to_string());
  error.set_client_id(number.client_id.to_string());
  error.set_client_seq(number.client_seq);
  send(frame);
}

void LiveSession::deliver(const observer::EventPage& page) {
  send_message(parts_.encoder.encode(origin_.encoding, page));
  // Stays so until the queue is low: a page that was being read may come when it has sunk a little.
  if (is_full()) feeding_paused_ = true;
}

void LiveSession::caught_up(RecordingId recording_id, std::uint64_t sequence) {
  caught_up_[recording_id] = sequence;
  say_caught_up(recording_id, sequence);
}

void LiveSession::tell_damaged(RecordingId damaged) {
  for (const auto& [recording_id, sequence] : caught_up_) {
    if (damaged.is_nil() || damaged == recording_id) say_caught_up(recording_id, sequence);
  }
}

void LiveSession::say_caught_up(RecordingId recording_id, std::uint64_t sequence) {
  v1::ServerFrame frame;
  frame.mutable_caught_up()->set_recording_id(recording_id.to_string());
  frame.mutable_caught_up()->set_sequence(sequence);
  frame.mutable_caught_up()->set_damaged(parts_.sessions.is_damaged(recording_id));
  send(frame);
}

void LiveSession::delivery_failed(std::string reason) {
  close(CloseCode::internal_error, "the recording cannot be read: " + std::move(reason));
}

bool LiveSession::is_full() const { return connection_->queued_bytes() > parts_.sessions.max_queued_bytes(); }

void LiveSession::note_queue() {
  const std::size_t queued_bytes = connection_->queued_bytes();
  parts_.sessions.queue_changed(std::exchange(noted_queued_bytes_, queued_bytes), queued_bytes);
}

// Others decide how often it changes: it must not fill the queue of a peer that does not take it.
void LiveSession::tell_presence(const v1::ServerFrame& presence) {
  if (is_full()) {
    missed_.presence = true;
  } else {
    send(presence);
  }
}

void LiveSession::tell_changed(const v1::ServerFrame& interviews_changed) {
  if (is_full()) {
    missed_.interviews = true;
  } else {
    send(interviews_changed);
  }
}

void LiveSession::tell_signal(const v1::ServerFrame& signal) {
  if (!is_full()) send(signal);
}

void LiveSession::send(const v1::ServerFrame& frame) { send_message(encode_frame(origin_.encoding, frame)); }

void LiveSession::close(CloseCode code, std::string reason) { connection_->close(code, std::move(reason)); }

bool LiveSession::can_take_message() const {
  const std::int64_t now_ns = parts_.clock.steady_ns();
  return asked_count_ < limits::kMaxAsked && !is_full() && use_->may_send(now_ns) && frames_.has_left(now_ns) &&
         parts_.ingest.has_room(origin_.account);
}

void LiveSession::read_on() {
  if (can_take_message()) connection_->resume_reading();
}

void LiveSession::dispatch(const v1::ClientFrame& frame, std::string_view message) {
  switch (frame.frame_case()) {
    case v1::ClientFrame::kPublish:
      return on_publish(frame.publish(), message);
    case v1::ClientFrame::kSubscribe:
      return on_subscribe(frame.subscribe());
    case v1::ClientFrame::kUnsubscribe:
      return on_unsubscribe(frame.unsubscribe());
    case v1::ClientFrame::kClockProbe:
      return on_clock_probe(frame.clock_probe());
    case v1::ClientFrame::kSignal:
      return on_signal(frame.signal());
    case v1::ClientFrame::kWatchInterviews:
      return on_watch_interviews();
    case v1::ClientFrame::FRAME_NOT_SET:
      return;  // decode_frame() refused it.
  }
}

void LiveSession::on_publish(const v1::Publish& publish, std::string_view message) {
  const auto ids = ids_of(publish);
  if (!ids) {
    v1::ServerFrame frame = ids.error();
    frame.mutable_error()->set_client_id(publish.client_id());
    frame.mutable_error()->set_client_seq(publish.client_seq());
    return answer(std::move(frame), publish.recording_id());
  }
  if (publish.body().has_seal_lifted()) lifting_ = {ids->number, publish.body().seal_lifted().reason()};
  std::string buffer;
  parts_.ingest.submit(origin_.account,
                       {ids->recording_id, ids->number, client_time_of(publish), publish.body(),
                        body_bytes(origin_.encoding, message, publish, buffer)},
                       weak_from_this());
  // Behind the event, which waits for the recording: it counts like any other request.
  if (!parts_.residence.is_present(ids->recording_id)) {
    parts_.residence.when_present(account().account_id, ids->recording_id, [asked = begin_asking()](const auto&) {});
  }
}

void LiveSession::on_subscribe(const v1::Subscribe& subscribe) {
  when_readable(subscribe.recording_id(), [after_sequence = subscribe.after_sequence()](
                                              LiveSession& self, RecordingId recording_id, Asked asked) {
    self.subscribe(recording_id, after_sequence, std::move(asked));
  });
}

void LiveSession::subscribe(RecordingId recording_id, std::uint64_t after_sequence, Asked asked) {
  const observer::Recording& recording = *parts_.recordings.find(recording_id);
  const std::uint64_t committed_sequence = recording.numbering.committed_sequence();
  if (after_sequence > committed_sequence) {
    return answer(
        error_frame(v1::ERROR_CODE_INVALID_FIELD,
                    "after_sequence is beyond the recording's end, " + std::to_string(committed_sequence) + ".",
                    "after_sequence"),
        recording_id.to_string());
  }
  if (std::ranges::find(subscriptions_, recording_id) == subscriptions_.end()) {
    if (subscriptions_.size() >= limits::kMaxSubscriptions) {
      return answer(
          error_frame(v1::ERROR_CODE_LIMIT_REACHED,
                      "A connection follows at most " + std::to_string(limits::kMaxSubscriptions) + " recordings."),
          recording_id.to_string());
    }
    subscriptions_.push_back(recording_id);
  }
  const bool has_company = recording.aggregate->kind() == observer::RecordingKind::conversation;
  note(observer::TrailKind::recording_read, recording_id, {});
  caught_up_.erase(recording_id);
  parts_.feed.subscribe(*this, recording_id, after_sequence, committed_sequence, std::move(asked));
  if (has_company) parts_.company.join(*this, recording_id);
}

void LiveSession::note(observer::TrailKind kind, RecordingId recording_id, std::string detail) {
  parts_.trail.note({.kind = kind,
                     .account_id = account().account_id,
                     .login = account().login,
                     .address = origin_.address,
                     .subject = recording_id.to_string(),
                     .detail = std::move(detail)});
}

void LiveSession::on_unsubscribe(const v1::Unsubscribe& unsubscribe) {
  const auto recording_id = parse_recording_id(unsubscribe.recording_id());
  if (!recording_id) return;
  // Behind a Subscribe that still waits for the recording.
  when_present(*recording_id, [](LiveSession& self, RecordingId id, const Asked&) { self.unsubscribe(id); });
}

void LiveSession::unsubscribe(RecordingId recording_id) {
  if (std::erase(subscriptions_, recording_id) == 0) {
    return answer(error_frame(v1::ERROR_CODE_UNKNOWN_RECORDING, "This connection does not follow that recording.",
                              "recording_id"),
                  recording_id.to_string());
  }
  caught_up_.erase(recording_id);
  parts_.feed.unsubscribe(*this, recording_id);
  parts_.company.leave(*this, recording_id);
}

void LiveSession::on_clock_probe(const v1::ClockProbe& probe) {
  v1::ServerFrame frame;
  auto& reading = *frame.mutable_clock_reading();
  reading.set_client_wall_us(probe.client_wall_us());
  reading.set_server_mono_ns(parts_.trusted_clock.mono_ns());
  send(frame);
}

void LiveSession::on_signal(const v1::Signal& signal) {
  when_readable(signal.recording_id(), [signal](LiveSession& self, RecordingId recording_id, const Asked&) {
    self.pass_on(signal, recording_id);
  });
}

void LiveSession::pass_on(v1::Signal signal, RecordingId recording_id) {
  const observer::InterviewFamily* family = parts_.recordings.interview(recording_id);
  if (family == nullptr || !observer::may_signal(family->interview.seats, observer::reader_of(account()))) {
    return answer(
        error_frame(v1::ERROR_CODE_NOT_ALLOWED, "Only the candidate and the role-player signal in a conversation."),
        recording_id.to_string());
  }
  if (signal.signal_case() == v1::Signal::SIGNAL_NOT_SET) {
    return answer(
        error_frame(v1::ERROR_CODE_UNKNOWN_KIND, "The signal is empty, or of a kind that this server does not know."),
        recording_id.to_string());
  }
  const std::int64_t now_ns = parts_.clock.steady_ns();
  // A signal is worth nothing later: what comes too fast is dropped, as it is before a full queue.
  if (!signals_.has_left(now_ns)) return;
  signals_.use(1, now_ns);
  signal.set_account_id(account().account_id.to_string());
  parts_.company.pass_on(signal, recording_id, *this);
}

void LiveSession::when_readable(const std::string& recording_id, Then then) {
  const auto id = parse_recording_id(recording_id);
  if (!id) return;
  when_present(*id, [then = std::move(then)](LiveSession& self, RecordingId present_id, Asked asked) mutable {
    const auto allowed = self.parts_.recordings.may_read(observer::reader_of(self.account()), present_id);
    if (allowed) return then(self, present_id, std::move(asked));
    self.answer(error_frame(allowed.error()), present_id.to_string());
  });
}

void LiveSession::when_present(RecordingId recording_id, Then then) {
  parts_.residence.when_present(account().account_id, recording_id,
                                [weak = weak_from_this(), recording_id, then = std::move(then), asked = begin_asking()](
                                    const std::expected<void, observer::Refusal>& present) mutable {
                                  const auto self = weak.lock();
                                  if (!self || self->is_closed_) return;
                                  if (present) return then(*self, recording_id, std::move(asked));
                                  self->answer(error_frame(present.error()), recording_id.to_string());
                                });
}

LiveSession::Asked LiveSession::begin_asking() {
  ++asked_count_;
  return {nullptr, [weak = weak_from_this()](void*) {
            if (const auto self = weak.lock()) self->end_asking();
          }};
}

void LiveSession::end_asking() {
  --asked_count_;
  if (!is_closed_) read_on();
}

std::optional<RecordingId> LiveSession::parse_recording_id(const std::string& recording_id) {
  const auto parsed = observer::Uuid::parse(recording_id);
  if (!parsed) {
    answer(error_frame(v1::ERROR_CODE_INVALID_FIELD, "recording_id is not a UUID.", "recording_id"), recording_id);
  }
  return parsed;
}

void LiveSession::answer(v1::ServerFrame error, const std::string& recording_id) {
  error.mutable_error()->set_recording_id(recording_id);
  send(error);
}

void LiveSession::send_message(OutMessage message) {
  if (connection_->queued_bytes() == 0) last_progress_ns_ = parts_.clock.steady_ns();
  connection_->send(std::move(message));
  note_queue();
}

}  // namespace regard::gateway

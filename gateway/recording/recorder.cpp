#include "gateway/recording/recorder.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "gateway/recording/limits.hpp"

namespace regard::gateway {
namespace {

using observer::Draft;
using observer::RecordingId;
using observer::StampedEvent;

PublishRefusal refuse(v1::ErrorCode code, std::string message, std::string field = {}) {
  return {{code, std::move(message), std::move(field)}, 0};
}

// Whether an acknowledgement of `later` tells the same publisher all that one of `item` would.
bool is_covered_by(const auto& item, const auto& later) {
  return later.client_id == item.client_id && later.recording_id == item.recording_id &&
         later.client_seq >= item.client_seq && !later.publisher.owner_before(item.publisher) &&
         !item.publisher.owner_before(later.publisher);
}

observer::ClientTime client_time_of(const v1::Publish& publish) {
  const v1::ClientTime& time = publish.client_time();
  return {time.client_wall_us(), time.clock_offset_us(), time.clock_offset_error_us()};
}

}  // namespace

std::expected<void, PublishRefusal> Recorder::publish(const observer::Account& account, const v1::Publish& publish,
                                                      std::weak_ptr<Publisher> publisher) {
  if (auto fit = check_fit_to_record(); !fit) return fit;
  const auto numbered = check_ids(publish);
  if (!numbered) return std::unexpected(numbered.error());

  const auto duplicate = find_duplicate(account, *numbered);
  if (!duplicate) return std::unexpected(duplicate.error());
  Waiting waiting{std::move(publisher), numbered->recording_id, numbered->client_id, numbered->client_seq, 0};
  if (*duplicate) {
    waiting.client_seq = (*duplicate)->client_seq;
    waiting.sequence = (*duplicate)->sequence;
    ++pending_events_;
    ++unflushed_count_;
  } else {
    const auto admission =
        parts_.book.admit({account.account_id, account.role}, numbered->recording_id, publish.body());
    if (!admission) return std::unexpected(PublishRefusal{admission.error(), 0});
    const v1::EventBody& body = admission->completed ? *admission->completed : publish.body();
    StampedEvent event = stamp(numbered->recording_id, body, account);
    event.header.client_time = client_time_of(publish);
    event.header.client_id = numbered->client_id;
    event.header.client_seq = numbered->client_seq;
    waiting.sequence = event.header.sequence;
    accept(std::move(event), body);
    for (const Draft& draft : admission->added) accept(stamp(draft.recording_id, draft.body, account), draft.body);
  }
  waiting_.push_back(std::move(waiting));
  schedule_flush();
  return {};
}

std::expected<void, PublishRefusal> Recorder::check_fit_to_record() const {
  if (poison_reason_) {
    return std::unexpected(refuse(v1::ERROR_CODE_STORE_POISONED,
                                  "The store accepts nothing more since a commit failed: " + *poison_reason_));
  }
  if (refuses_new_) {
    return std::unexpected(refuse(v1::ERROR_CODE_SHUTTING_DOWN, "The server is stopping: connect again in a moment."));
  }
  return {};
}

std::expected<Recorder::Numbered, PublishRefusal> Recorder::check_ids(const v1::Publish& publish) {
  const auto recording_id = observer::Uuid::parse(publish.recording_id());
  if (!recording_id || recording_id->is_nil()) {
    return std::unexpected(refuse(v1::ERROR_CODE_INVALID_FIELD, "recording_id is not a UUID.", "recording_id"));
  }
  const auto client_id = observer::Uuid::parse(publish.client_id());
  if (!client_id || client_id->is_nil()) {
    return std::unexpected(refuse(v1::ERROR_CODE_INVALID_FIELD, "client_id is not a UUID.", "client_id"));
  }
  if (publish.client_seq() == 0) {
    return std::unexpected(refuse(v1::ERROR_CODE_INVALID_FIELD, "client_seq counts from 1.", "client_seq"));
  }
  if (publish.body().kind_case() == v1::EventBody::KIND_NOT_SET) {
    return std::unexpected(refuse(v1::ERROR_CODE_UNKNOWN_KIND,
                                  "The event has no body, or one of a kind that this server does not know.", "body"));
  }
  return Numbered{*recording_id, *client_id, publish.client_seq()};
}

std::expected<std::optional<RecordingTable::Newest>, PublishRefusal> Recorder::find_duplicate(
    const observer::Account& account, const Numbered& numbered) const {
  const auto newest = parts_.table.newest(numbered.recording_id, {account.account_id, numbered.client_id});
  const std::uint64_t last = newest.client_seq;
  if (numbered.client_seq <= last) return newest;
  if (numbered.client_seq == last + 1) return std::nullopt;
  auto refusal = refuse(v1::ERROR_CODE_OUT_OF_ORDER,
                        "client_seq " + std::to_string(numbered.client_seq) + " came, " + std::to_string(last + 1) +
                            " is the next one of this client in this recording.",
                        "client_seq");
  refusal.expected_client_seq = last + 1;
  return std::unexpected(std::move(refusal));
}

StampedEvent Recorder::stamp(RecordingId recording_id, const v1::EventBody& body, const observer::Account& account) {
  StampedEvent event;
  event.header.recording_id = recording_id;
  event.header.sequence = parts_.table.next_sequence(recording_id);
  event.header.event_id = parts_.random.uuid();
  event.header.kind = static_cast<std::uint32_t>(body.kind_case());
  event.header.server_mono_ns = parts_.clock.mono_ns();
  event.header.server_wall_ns = parts_.clock.wall_ns();
  event.header.author = {account.account_id, account.role};
  body.SerializeToString(&event.payload);
  return event;
}

void Recorder::accept(StampedEvent event, const v1::EventBody& body) {
  // admit() has just said that it fits: a refusal now is a broken invariant of the book.
  if (!parts_.book.apply(event.header, body)) std::abort();
  parts_.table.accepted(event.header);
  ++pending_events_;
  ++unflushed_count_;
  pending_bytes_ += event.payload.size();
  outgoing_.push_back(std::move(event));
}

void Recorder::schedule_flush() {
  if (unflushed_count_ >= limits::kMaxAppendEvents) return flush();
  if (!std::exchange(flush_scheduled_, true)) flush_when_quiet();
}

// A commit costs about the same for one event as for ten: as long as every turn of the loop brings more, it waits. When
// little comes in, the next turn is quiet, and nobody has waited.
void Recorder::flush_when_quiet() {
  parts_.defer([this, count_before = unflushed_count_] {
    if (unflushed_count_ > count_before) return flush_when_quiet();
    flush_scheduled_ = false;
    flush();
  });
}

void Recorder::flush() {
  if (outgoing_.empty() && waiting_.empty()) return;
  InFlight in_flight;
  in_flight.waiting = std::exchange(waiting_, {});
  in_flight.event_count = std::exchange(unflushed_count_, 0);
  in_flight.heads.reserve(outgoing_.size());
  for (const StampedEvent& event : outgoing_) {
    in_flight.byte_count += event.payload.size();
    in_flight.heads.emplace_back(event.header.recording_id, event.header.sequence);
    if (parts_.listener.is_watched(event.header.recording_id)) in_flight.watched.push_back(event);
  }
  // Without events this only asks to be told when everything before it is on disk: so are duplicates acknowledged.
  parts_.journal.append(std::exchange(outgoing_, {}), [this, in_flight = std::move(in_flight)](
                                                          std::expected<void, observer::StoreFailure> result) mutable {
    on_journal_answer(std::move(in_flight), std::move(result));
  });
}

void Recorder::on_journal_answer(InFlight in_flight, std::expected<void, observer::StoreFailure> result) {
  const bool had_room = has_room();
  pending_events_ -= in_flight.event_count;
  pending_bytes_ -= in_flight.byte_count;
  if (result) {
    acknowledge(in_flight.waiting);
    announce(in_flight);
  } else {
    poison(in_flight.waiting, result.error().reason);
  }
  if (!had_room && has_room()) parts_.listener.on_room();
}

void Recorder::announce(InFlight& in_flight) {
  std::ranges::sort(in_flight.heads);
  std::ranges::sort(in_flight.watched, {}, [](const StampedEvent& event) {
    return std::pair{event.header.recording_id, event.header.sequence};
  });
  std::span<const StampedEvent> watched{in_flight.watched};
  for (std::size_t i = 0; i < in_flight.heads.size(); ++i) {
    const auto [recording_id, sequence] = in_flight.heads[i];
    const bool is_newest = i + 1 == in_flight.heads.size() || in_flight.heads[i + 1].first != recording_id;
    if (!is_newest) continue;
    parts_.table.committed(recording_id, sequence);
    parts_.book.committed(recording_id, sequence);
    const auto end = std::ranges::find_if(
        watched, [&](const StampedEvent& event) { return event.header.recording_id != recording_id; });
    const auto count = static_cast<std::size_t>(end - watched.begin());
    parts_.listener.on_committed(recording_id, watched.first(count), sequence);
    watched = watched.subspan(count);
  }
}

void Recorder::acknowledge(std::span<Waiting> waiting) {
  std::ranges::sort(waiting, {},
                    [](const Waiting& item) { return std::tuple{item.client_id, item.recording_id, item.client_seq}; });
  v1::ServerFrame outcome;
  v1::Ack& ack = *outcome.mutable_ack();
  ack.set_server_mono_ns(parts_.clock.mono_ns());
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const Waiting& item = waiting[i];
    // Acknowledgements are cumulative: of a run by the same client only the last is worth a message.
    if (i + 1 < waiting.size() && is_covered_by(item, waiting[i + 1])) continue;
    const auto publisher = item.publisher.lock();
    if (!publisher) continue;
    ack.set_recording_id(item.recording_id.to_string());
    ack.set_client_id(item.client_id.to_string());
    ack.set_client_seq(item.client_seq);
    ack.set_sequence(item.sequence);
    publisher->on_outcome(outcome);
  }
}

void Recorder::poison(std::span<const Waiting> waiting, const std::string& reason) {
  const bool is_first = !poison_reason_;
  if (is_first) poison_reason_ = reason;
  for (const Waiting& item : waiting) {
    const auto publisher = item.publisher.lock();
    if (!publisher) continue;
    v1::ServerFrame outcome;
    v1::Error& error = *outcome.mutable_error();
    error.set_code(v1::ERROR_CODE_STORE_POISONED);
    error.set_message("The event could not be kept: " + reason);
    error.set_recording_id(item.recording_id.to_string());
    error.set_client_id(item.client_id.to_string());
    error.set_client_seq(item.client_seq);
    publisher->on_outcome(outcome);
  }
  if (is_first) parts_.listener.on_poisoned(reason);
}

bool Recorder::has_room() const {
  return pending_events_ < limits::kMaxPendingEvents && pending_bytes_ < limits::kMaxPendingBytes;
}

}  // namespace regard::gateway

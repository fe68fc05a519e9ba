#include "observer/recording/recorder.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <tuple>
#include <utility>

#include "observer/field_checks.hpp"
#include "observer/recording/limits.hpp"
#include "observer/recordings/scope_rules.hpp"

namespace regard::observer {
namespace {

// Whether telling that `later` is kept tells the same producer all that telling it of `item` would.
bool is_covered_by(const auto& item, const auto& later) {
  const auto* number = std::get_if<ClientNumber>(&item.name);
  const auto* later_number = std::get_if<ClientNumber>(&later.name);
  return number != nullptr && later_number != nullptr && later_number->client_id == number->client_id &&
         later.recording_id == item.recording_id && later_number->client_seq >= number->client_seq &&
         !later.producer.owner_before(item.producer) && !item.producer.owner_before(later.producer);
}

// Brings together what is_covered_by() compares, in the order of the numbers.
auto rank(const auto& item) {
  const auto* number = std::get_if<ClientNumber>(&item.name);
  return number == nullptr ? std::tuple{ClientId{}, item.recording_id, item.sequence}
                           : std::tuple{number->client_id, item.recording_id, number->client_seq};
}

bool is_listed(Kind kind) {
  return kind == Kind::kInterviewOpened || kind == Kind::kInterviewClosed || kind == Kind::kMarkingClosed;
}

Refusal out_of_order(std::uint64_t came, std::uint64_t expected) {
  return {RefusalCode::out_of_order,
          "client_seq " + std::to_string(came) + " came, " + std::to_string(expected) +
              " is the next one of this client in this recording.",
          "client_seq", expected};
}

Refusal other_content(std::string field) {
  return {RefusalCode::other_content,
          "Another event was published under this " + field + " before: that one is kept, this one is not.",
          std::move(field)};
}

Refusal opened_too_many() {
  return {
      RefusalCode::limit_reached, "This account has opened too many interviews within a minute: wait a moment.", {}};
}

Refusal poisoned(const std::string& words, const std::string& reason) {
  return {RefusalCode::store_poisoned, words + reason, {}};
}

MaybeRefusal check_name(const EventName& name) {
  const auto* external = std::get_if<ExternalId>(&name);
  if (external == nullptr) return std::nullopt;
  const std::size_t size = external->id.size();
  if (size > 0 && size <= limits::kMaxExternalIdBytes && is_utf8(external->id)) return std::nullopt;
  return invalid_field("external_id",
                       "an external id is UTF-8 of 1 to " + std::to_string(limits::kMaxExternalIdBytes) + " bytes");
}

std::int64_t clock_error_ns(const ClientTime& time) {
  constexpr std::int64_t kNsAUs = 1'000;
  constexpr std::int64_t kMaxUs = std::numeric_limits<std::int64_t>::max() / kNsAUs;
  return std::clamp(time.clock_offset_error_us, std::int64_t{0}, kMaxUs) * kNsAUs;
}

void put_name(EventHeader& header, const EventName& name) {
  if (const auto* number = std::get_if<ClientNumber>(&name)) {
    header.client_id = number->client_id;
    header.client_seq = number->client_seq;
  } else {
    header.external_id = std::get<ExternalId>(name).id;
  }
}

}  // namespace

void Recorder::submit(const Account& account, const Submission& submission, std::weak_ptr<Producer> producer) {
  auto unfit = unfit_to_record();
  if (!unfit) unfit = check_name(submission.name);
  if (!unfit) unfit = check_nothing_hidden(submission.body, submission.payload);
  if (unfit) return refuse(producer, submission.recording_id, submission.name, *std::move(unfit));
  if (parts_.residence.is_present(submission.recording_id)) return take(account, submission, std::move(producer));
  submit_when_present(account, submission, std::move(producer));
}

std::optional<Refusal> Recorder::unfit_to_record() const {
  if (poison_reason_) return poisoned("The store accepts nothing more since a commit failed: ", *poison_reason_);
  if (refuses_new_)
    return Refusal{RefusalCode::shutting_down, "The server is stopping: connect again in a moment.", {}};
  if (parts_.journal.has_room()) return std::nullopt;
  return Refusal{RefusalCode::store_full, "The server's disk is full: publish it again once there is room.", {}};
}

void Recorder::submit_when_present(const Account& account, const Submission& submission,
                                   std::weak_ptr<Producer> producer) {
  room_.take({account.account_id, account.role}, submission.payload.size());
  parts_.residence.when_present(
      account.account_id, submission.recording_id,
      [this, account, recording_id = submission.recording_id, name = submission.name, time = submission.client_time,
       body = submission.body, payload = std::string(submission.payload),
       producer = std::move(producer)](const std::expected<void, Refusal>& present) mutable {
        auto unfit = present ? unfit_to_record() : std::optional(present.error());
        if (unfit) {
          refuse(producer, recording_id, std::move(name), *std::move(unfit));
        } else {
          take(account, {recording_id, std::move(name), time, body, payload}, std::move(producer));
        }
        give_back({{account.account_id, {1, payload.size()}}});
      });
}

void Recorder::take(const Account& account, const Submission& submission, std::weak_ptr<Producer> producer) {
  const RecordingId recording_id = submission.recording_id;
  Recording* recording = parts_.recordings.find(recording_id);
  auto known = find_known(recording, account, submission);
  if (!known) return refuse(producer, recording_id, submission.name, std::move(known.error()));
  if (*known) return repeat(*recording, account, *std::move(*known), std::move(producer));

  const Seats* seats = recording == nullptr ? nullptr : &recording->family->state.interview.seats;
  if (auto refusal = check_scope(account, seats, submission.body)) {
    return refuse(producer, recording_id, submission.name, *std::move(refusal));
  }
  auto admission = parts_.recordings.admit({account.account_id, account.role}, recording_id, submission.body,
                                           {parts_.clock.mono_ns(), clock_error_ns(submission.client_time)});
  if (!admission) return refuse(producer, recording_id, submission.name, std::move(admission.error()));
  if (submission.body.has_interview_opened() && !opening_pace_.take(account, parts_.clock.mono_ns())) {
    return refuse(producer, recording_id, submission.name, opened_too_many());
  }
  const v1::EventBody& body = admission->completed ? *admission->completed : submission.body;
  StampedEvent event = stamp(recording, {recording_id, admission->family_id}, body.kind_case(), account);
  event.payload = admission->completed ? body.SerializeAsString() : std::string(submission.payload);
  event.header.client_time = submission.client_time;
  put_name(event.header, submission.name);
  const std::uint64_t sequence = event.header.sequence;
  accept(std::move(event), body, parts_.recordings.fingerprint_of(submission.body, submission.payload));
  for (const Draft& draft : admission->added) add(draft, account);
  wait({std::move(producer), recording_id, submission.name, sequence});
}

void Recorder::add(const Draft& draft, const Account& account) {
  StampedEvent event = stamp(parts_.recordings.find(draft.recording_id), {draft.recording_id, draft.family_id},
                             draft.body.kind_case(), account);
  event.payload = draft.body.SerializeAsString();
  accept(std::move(event), draft.body, 0);
}

std::expected<std::optional<Recorder::Known>, Refusal> Recorder::find_known(const Recording* recording,
                                                                            const Account& account,
                                                                            const Submission& submission) {
  const auto* number = std::get_if<ClientNumber>(&submission.name);
  if (number == nullptr) {
    if (recording == nullptr) return std::nullopt;
    const auto named = recording->numbering.find(account.account_id, std::get<ExternalId>(submission.name).id);
    if (!named) return std::nullopt;
    if (is_other(named->fingerprint, submission)) return std::unexpected(other_content("external_id"));
    return Known{submission.name, named->sequence};
  }
  const Numbering::Client client{account.account_id, number->client_id};
  Numbering::Newest newest;
  if (recording != nullptr) newest = recording->numbering.newest(client);
  if (number->client_seq <= newest.client_seq) {
    const Fingerprint kept = recording->numbering.fingerprint_of(client, number->client_seq);
    if (is_other(kept, submission)) return std::unexpected(other_content("client_seq"));
    return Known{ClientNumber{number->client_id, newest.client_seq}, newest.sequence};
  }
  if (number->client_seq == newest.client_seq + 1) return std::nullopt;
  return std::unexpected(out_of_order(number->client_seq, newest.client_seq + 1));
}

// What was erased cannot be compared.
bool Recorder::is_other(Fingerprint kept, const Submission& submission) const {
  return kept != 0 && kept != parts_.recordings.fingerprint_of(submission.body, submission.payload);
}

StampedEvent Recorder::stamp(const Recording* recording, Place place, Kind kind, const Account& account) {
  StampedEvent event;
  event.family_id = place.family_id;
  event.header.recording_id = place.recording_id;
  // A recording that is not there yet begins with this event.
  event.header.sequence = recording == nullptr ? 1 : recording->numbering.next_sequence();
  event.header.event_id = parts_.random.uuid();
  event.header.kind = static_cast<std::uint32_t>(kind);
  event.header.server_mono_ns = parts_.clock.mono_ns();
  event.header.server_wall_ns = parts_.clock.wall_ns();
  event.header.author = {account.account_id, account.role};
  return event;
}

void Recorder::accept(StampedEvent event, const v1::EventBody& body, Fingerprint fingerprint) {
  const auto applied = parts_.recordings.apply(event.header, &body, event.family_id);
  // admit() has just said that it fits: a refusal now is a broken invariant of the registry.
  if (!applied) std::abort();
  Recording& recording = **applied;
  recording.numbering.accepted(event.header, fingerprint);
  recording.family->last_used_mono_ns = event.header.server_mono_ns;
  take_room(event.header.author, event.payload->size());
  outgoing_heads_.push_back({&recording, event.header.sequence});
  if (is_listed(body.kind_case())) {
    listed_changes_.push_back({&recording.family->state, body.kind_case(), event.header.author.account_id});
  }
  outgoing_.push_back(std::move(event));
}

// What is on disk is acknowledged at once: a repeated event that waited for the disk would tell its author when others
// write. What is not waits for the commit of those before it.
void Recorder::repeat(const Recording& recording, const Account& account, Known known,
                      std::weak_ptr<Producer> producer) {
  if (known.sequence > recording.numbering.committed_sequence()) {
    take_room({account.account_id, account.role}, 0);
    return wait({std::move(producer), recording.recording_id, std::move(known.name), known.sequence});
  }
  const auto alive = producer.lock();
  if (!alive) return;
  alive->on_kept({recording.recording_id, std::move(known.name), known.sequence, parts_.clock.mono_ns()});
}

void Recorder::wait(Waiting waiting) {
  waiting_.push_back(std::move(waiting));
  schedule_flush();
}

void Recorder::refuse(const std::weak_ptr<Producer>& producer, RecordingId recording_id, EventName name,
                      Refusal refusal) {
  if (const auto alive = producer.lock()) alive->on_not_kept({recording_id, std::move(name), std::move(refusal)});
}

void Recorder::schedule_flush() {
  if (!unflushed_.is_below({limits::kMaxAppendEvents, limits::kMaxAppendBytes})) return flush();
  if (!std::exchange(flush_scheduled_, true)) flush_when_quiet();
}

// A commit costs about the same for one event as for ten: as long as every turn of the loop brings more, it waits. When
// little comes in, the next turn is quiet, and nobody has waited.
void Recorder::flush_when_quiet() {
  parts_.defer([this, count_before = unflushed_.events] {
    if (unflushed_.events > count_before) return flush_when_quiet();
    flush_scheduled_ = false;
    flush();
  });
}

void Recorder::flush() {
  if (outgoing_.empty() && waiting_.empty()) return;
  InFlight in_flight;
  in_flight.waiting = std::exchange(waiting_, {});
  in_flight.heads = std::exchange(outgoing_heads_, {});
  in_flight.listed_changes = std::exchange(listed_changes_, {});
  in_flight.pending = std::exchange(unflushed_by_account_, {});
  unflushed_ = {};
  for (const StampedEvent& event : outgoing_) {
    if (parts_.feed.is_watched(event.header.recording_id)) in_flight.watched.push_back(event);
  }
  // Without events this only asks to be told when everything before it is on disk.
  parts_.journal.append(std::exchange(outgoing_, {}),
                        [this, in_flight = std::move(in_flight)](std::expected<void, StoreFailure> result) mutable {
                          on_journal_answer(std::move(in_flight), std::move(result));
                        });
}

void Recorder::on_journal_answer(InFlight in_flight, std::expected<void, StoreFailure> result) {
  if (result) {
    tell_kept(in_flight.waiting);
    announce(in_flight);
  } else {
    poison(in_flight.waiting, result.error().reason);
  }
  give_back(in_flight.pending);
}

void Recorder::announce(InFlight& in_flight) {
  const auto place = [](const StampedEvent& event) {
    return std::tuple{event.header.recording_id, event.header.sequence};
  };
  std::ranges::sort(in_flight.heads, {},
                    [](const Head& head) { return std::tuple{head.recording->recording_id, head.sequence}; });
  std::ranges::sort(in_flight.watched, {}, place);
  std::span<const StampedEvent> watched{in_flight.watched};
  for (std::size_t i = 0; i < in_flight.heads.size(); ++i) {
    const Head& head = in_flight.heads[i];
    const bool is_newest = i + 1 == in_flight.heads.size() || in_flight.heads[i + 1].recording != head.recording;
    if (!is_newest) continue;
    const RecordingId recording_id = head.recording->recording_id;
    head.recording->numbering.committed(head.sequence);
    head.recording->aggregate->committed(head.sequence);
    const auto end = std::ranges::find_if(
        watched, [&](const StampedEvent& event) { return event.header.recording_id != recording_id; });
    const auto count = static_cast<std::size_t>(end - watched.begin());
    parts_.feed.on_committed(recording_id, watched.first(count), head.sequence);
    watched = watched.subspan(count);
  }
  for (const ListedChange& change : in_flight.listed_changes) parts_.listener.on_listed_change(change);
}

void Recorder::tell_kept(std::span<Waiting> waiting) {
  std::ranges::sort(waiting, {}, [](const Waiting& item) { return rank(item); });
  const std::int64_t now_mono_ns = parts_.clock.mono_ns();
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    Waiting& item = waiting[i];
    // What is told of a client's number stands for all before it: of a run only the last is worth a message.
    if (i + 1 < waiting.size() && is_covered_by(item, waiting[i + 1])) continue;
    const auto producer = item.producer.lock();
    if (producer) producer->on_kept({item.recording_id, std::move(item.name), item.sequence, now_mono_ns});
  }
}

void Recorder::poison(std::span<Waiting> waiting, const std::string& reason) {
  const bool is_first = !poison_reason_;
  if (is_first) poison_reason_ = reason;
  for (Waiting& item : waiting) {
    refuse(item.producer, item.recording_id, std::move(item.name), poisoned("The event could not be kept: ", reason));
  }
  if (is_first) parts_.listener.on_poisoned(reason);
}

void Recorder::take_room(const Author& author, std::size_t bytes) {
  room_.take(author, bytes);
  unflushed_.add({1, bytes});
  unflushed_by_account_[author.account_id].add({1, bytes});
}

void Recorder::give_back(const PendingByAccount& shares) {
  const Room::Freed freed = room_.give_back(shares);
  if (freed.for_everybody) return parts_.listener.on_room();
  for (const AccountId account_id : freed.accounts) parts_.listener.on_room(account_id);
}

void Recorder::ask_next_client_seq(const Account& account, RecordingId recording_id, ClientId client_id,
                                   NextKnown done) {
  parts_.residence.when_present(account.account_id, recording_id,
                                [this, account_id = account.account_id, recording_id, client_id,
                                 done = std::move(done)](const std::expected<void, Refusal>& present) mutable {
                                  if (!present) return done(std::unexpected(present.error()));
                                  const Recording* recording = parts_.recordings.find(recording_id);
                                  if (recording == nullptr) return done(1);
                                  done(recording->numbering.newest({account_id, client_id}).client_seq + 1);
                                });
}

}  // namespace regard::observer

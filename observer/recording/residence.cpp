#include "observer/recording/residence.hpp"

#include <algorithm>
#include <utility>

#include "observer/recording/limits.hpp"
#include "observer/recordings/kind_table.hpp"

namespace regard::observer {
namespace {

std::uint64_t event_count(const Family& family) {
  std::uint64_t count = 0;
  for (const auto& recording : family.recordings) count += recording->numbering.committed_sequence();
  return count;
}

}  // namespace

bool Residence::is_present(RecordingId recording_id) const {
  return recordings_.find(recording_id) != nullptr && !loading_.contains(recording_id);
}

void Residence::when_present(AccountId account_id, RecordingId recording_id, Present then) {
  // First: those who asked before must be told before.
  if (const auto loading = loading_.find(recording_id); loading != loading_.end()) {
    loading->second->waiting.push_back(std::move(then));
    return;
  }
  if (Recording* recording = recordings_.find(recording_id); recording != nullptr) {
    recording->family->last_used_mono_ns = clock_.mono_ns();
    return then({});
  }
  start(account_id, recording_id, std::move(then));
}

void Residence::start(AccountId account_id, RecordingId recording_id, Present then) {
  auto load = std::make_shared<Load>(Load{account_id, {recording_id}, recordings_.make_empty(), {}, 0, {}});
  load->waiting.push_back(std::move(then));
  loading_.emplace(recording_id, load);
  turns_.read_family(account_id, recording_id, [this, load](auto members) { on_family(load, std::move(members)); });
}

void Residence::on_family(const LoadPtr& load, std::expected<std::vector<RecordingId>, StoreFailure> members) {
  const RecordingId asked_id = load->members.front();
  // Another of the family's recordings was asked for too, and its answer came first.
  if (const auto found = loading_.find(asked_id); found == loading_.end() || found->second != load) return;
  if (!members) return fail(load, members.error().reason);
  if (members->empty() || recordings_.find(asked_id) != nullptr) return finish(load, {});
  gather(load, *members);
  load->to_read.assign(members->rbegin(), members->rend());
  load->members = std::move(*members);
  read_on(load);
}

void Residence::gather(const LoadPtr& load, const std::vector<RecordingId>& members) {
  for (const RecordingId member : members) {
    LoadPtr& place = loading_[member];
    if (place == load) continue;
    if (place) std::ranges::move(place->waiting, std::back_inserter(load->waiting));
    place = load;
  }
}

void Residence::read_on(const LoadPtr& load) {
  turns_.read(load->account_id, load->to_read.back(), load->cursor, limits::kLoadPageEvents,
              [this, load](auto page) { on_page(load, std::move(page)); });
}

void Residence::on_page(const LoadPtr& load, std::expected<Journal::Page, StoreFailure> page) {
  if (!page) return fail(load, page.error().reason);
  for (const StampedEvent& event : *page) {
    if (auto folded = fold(*load, event); !folded) return fail(load, folded.error());
  }
  if (page->empty()) {
    load->to_read.pop_back();
    load->cursor = 0;
  } else {
    load->cursor = page->back().header.sequence;
  }
  if (!load->to_read.empty()) return read_on(load);
  finish(load, {});
}

std::expected<void, std::string> Residence::fold(Load& load, const StampedEvent& event) {
  v1::EventBody body;
  if (!event.is_erased() && !body.ParseFromString(*event.payload)) {
    return std::unexpected("event " + std::to_string(event.header.sequence) + " of recording " +
                           event.header.recording_id.to_string() + " cannot be read");
  }
  const auto applied = load.staged.apply(event.header, event.is_erased() ? nullptr : &body, load.members.front());
  if (!applied) return std::unexpected(applied.error());
  const Fingerprint brought = event.is_erased() ? 0 : load.staged.fingerprint_of(body, *event.payload);
  (*applied)->numbering.restore(event.header, brought);
  (*applied)->aggregate->committed(event.header.sequence);
  return {};
}

void Residence::finish(const LoadPtr& load, const std::expected<void, Refusal>& outcome) {
  if (outcome) recordings_.adopt(std::move(load->staged));
  if (Recording* recording = recordings_.find(load->members.front()); recording != nullptr) {
    recording->family->last_used_mono_ns = clock_.mono_ns();
  }
  // One of them may ask again: that is then the last in the row.
  while (!load->waiting.empty()) {
    for (auto& answer : std::exchange(load->waiting, {})) answer(outcome);
  }
  for (const RecordingId member : load->members) loading_.erase(member);
}

void Residence::fail(const LoadPtr& load, const std::string& reason) {
  unreadable_(load->members.front(), reason);
  finish(load, std::unexpected(Refusal{RefusalCode::store_unreadable,
                                       "The recording cannot be read at the moment; the server's log says why.",
                                       "recording_id"}));
}

bool Residence::is_in_use(const Family& family) const {
  return std::ranges::any_of(family.recordings, [&](const auto& recording) {
    return !recording->numbering.is_all_committed() || feed_.is_watched(recording->recording_id);
  });
}

void Residence::drop_unused() {
  struct Unused {
    std::int64_t last_used_mono_ns;
    RecordingId family_id;
    std::uint64_t event_count;
  };
  std::vector<Unused> unused;
  std::uint64_t left_events = 0;
  for (const auto& [family_id, family] : recordings_.families()) {
    if (is_in_use(family)) continue;
    unused.push_back({family.last_used_mono_ns, family_id, event_count(family)});
    left_events += unused.back().event_count;
  }
  std::ranges::sort(unused, {}, &Unused::last_used_mono_ns);
  const std::int64_t keep_since_ns = clock_.mono_ns() - limits::kKeepUnusedNs;
  std::size_t left = unused.size();
  for (const Unused& family : unused) {
    const bool are_few = left <= limits::kMaxUnusedFamilies && left_events <= limits::kMaxUnusedEvents;
    if (family.last_used_mono_ns >= keep_since_ns && are_few) return;
    recordings_.forget(family.family_id);
    --left;
    left_events -= family.event_count;
  }
}

}  // namespace regard::observer

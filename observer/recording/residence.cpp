#include "observer/recording/residence.hpp"

#include <algorithm>
#include <utility>

#include "observer/recording/limits.hpp"

namespace regard::observer {

void Residence::when_present(RecordingId recording_id, Present then) {
  if (Recording* recording = recordings_.find(recording_id); recording != nullptr) {
    recording->family->last_used_mono_ns = clock_.mono_ns();
    return then({});
  }
  if (const auto loading = loading_.find(recording_id); loading != loading_.end()) {
    loading->second.waiting.push_back(std::move(then));
    return;
  }
  start(recording_id, std::move(then));
}

void Residence::start(RecordingId recording_id, Present then) {
  Load& load = loading_.emplace(recording_id, Load{recording_id, recordings_.make_empty(), {}, 0, {}}).first->second;
  load.waiting.push_back(std::move(then));
  journal_.read_family(recording_id,
                       [this, recording_id](auto members) { on_family(recording_id, std::move(members)); });
}

void Residence::on_family(RecordingId asked_id, std::expected<std::vector<RecordingId>, StoreFailure> members) {
  if (!members) return fail(asked_id, members.error().reason);
  if (members->empty() || recordings_.find(asked_id) != nullptr) return finish(asked_id, {});
  const RecordingId family_id = members->front();
  auto asked = loading_.extract(asked_id);
  asked.key() = asked.mapped().key = family_id;
  const auto placed = loading_.insert(std::move(asked));
  if (!placed.inserted) {
    // Another of the family's recordings was asked for first: who waits for this one waits for that.
    std::ranges::move(placed.node.mapped().waiting, std::back_inserter(placed.position->second.waiting));
    return;
  }
  Load& load = placed.position->second;
  load.to_read.assign(members->rbegin(), members->rend());
  read_on(load);
}

void Residence::read_on(Load& load) {
  journal_.read(load.to_read.back(), load.cursor, limits::kLoadPageEvents,
                [this, family_id = load.key](auto page) { on_page(family_id, std::move(page)); });
}

void Residence::on_page(RecordingId family_id, std::expected<Journal::Page, StoreFailure> page) {
  if (!page) return fail(family_id, page.error().reason);
  Load& load = loading_.at(family_id);
  for (const StampedEvent& event : *page) {
    if (auto folded = fold(load, event); !folded) return fail(family_id, folded.error());
  }
  if (page->empty()) {
    load.to_read.pop_back();
    load.cursor = 0;
  } else {
    load.cursor = page->back().header.sequence;
  }
  if (!load.to_read.empty()) return read_on(load);
  finish(family_id, {});
}

std::expected<void, std::string> Residence::fold(Load& load, const StampedEvent& event) {
  v1::EventBody body;
  if (!event.is_erased() && !body.ParseFromString(*event.payload)) {
    return std::unexpected("event " + std::to_string(event.header.sequence) + " of recording " +
                           event.header.recording_id.to_string() + " cannot be read");
  }
  const auto applied = load.staged.apply(event.header, event.is_erased() ? nullptr : &body, load.key);
  if (!applied) return std::unexpected(applied.error());
  (*applied)->numbering.restore(event.header);
  (*applied)->aggregate->committed(event.header.sequence);
  return {};
}

void Residence::finish(RecordingId key, const std::expected<void, Refusal>& outcome) {
  Load load = std::move(loading_.extract(key).mapped());
  if (outcome) recordings_.adopt(std::move(load.staged));
  if (Recording* recording = recordings_.find(key); recording != nullptr) {
    recording->family->last_used_mono_ns = clock_.mono_ns();
  }
  for (Present& then : load.waiting) then(outcome);
}

void Residence::fail(RecordingId key, const std::string& reason) {
  finish(key, std::unexpected(
                  Refusal{RefusalCode::store_unreadable, "the recording cannot be read: " + reason, "recording_id"}));
}

bool Residence::is_in_use(const Family& family) const {
  return std::ranges::any_of(family.recordings, [&](const auto& recording) {
    return !recording->numbering.is_all_committed() || feed_.is_watched(recording->recording_id);
  });
}

void Residence::drop_unused() {
  std::vector<std::pair<std::int64_t, RecordingId>> unused;
  for (const auto& [family_id, family] : recordings_.families()) {
    if (!is_in_use(family)) unused.emplace_back(family.last_used_mono_ns, family_id);
  }
  std::ranges::sort(unused);
  const std::int64_t keep_since_ns = clock_.mono_ns() - limits::kKeepUnusedNs;
  std::size_t left = unused.size();
  for (const auto& [last_used_ns, family_id] : unused) {
    if (last_used_ns >= keep_since_ns && left <= limits::kMaxUnusedFamilies) return;
    recordings_.forget(family_id);
    --left;
  }
}

}  // namespace regard::observer

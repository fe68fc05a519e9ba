#include "storage/journal/linker.hpp"

#include <utility>

#include "storage/journal/limits.hpp"

namespace regard::storage {
namespace {

std::string broken_sequence(const observer::EventHeader& header, std::uint64_t previous_sequence) {
  return "event " + std::to_string(header.sequence) + " of recording " + header.recording_id.to_string() +
         " was handed over after event " + std::to_string(previous_sequence);
}

std::string without_a_body(const observer::EventHeader& header) {
  return "event " + std::to_string(header.sequence) + " of recording " + header.recording_id.to_string() +
         " was handed over without a body: only what was kept can be erased";
}

}  // namespace

Done Linker::commit(std::span<const observer::StampedEvent> events) {
  if (poison_) return std::unexpected(*poison_);
  Done done = link(events);
  if (done) done = engine_.commit(linked_);
  // The heads have moved on past what is kept.
  if (!done) poison_ = done.error();
  return done;
}

Done Linker::link(std::span<const observer::StampedEvent> events) {
  // Only here: now the engine has all that the heads were moved on for, and they can be asked of it again.
  if (heads_.size() >= kMaxCachedHeads) heads_.clear();
  if (links_.size() < events.size()) links_.resize(events.size());
  linked_.clear();
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (auto linked = link(events[i], links_[i]); !linked) return linked;
    linked_.push_back({&events[i], &links_[i]});
  }
  return {};
}

Done Linker::link(const observer::StampedEvent& event, Link& made) {
  const auto found = head_of(event.header.recording_id);
  if (!found) return std::unexpected(found.error());
  Head& head = **found;
  if (event.header.sequence != head.sequence + 1) {
    return std::unexpected(observer::StoreFailure{broken_sequence(event.header, head.sequence)});
  }
  if (!event.payload) return std::unexpected(observer::StoreFailure{without_a_body(event.header)});
  random_.fill(made.salt);
  write_canonical_header(event.header, made.header);
  made.payload_digest = digest_payload(made.salt, *event.payload);
  made.chain = head.chain = next_link(head.chain, made.header, made.payload_digest);
  head.sequence = event.header.sequence;
  return {};
}

Found<Head*> Linker::head_of(const observer::RecordingId& recording_id) {
  if (const auto cached = heads_.find(recording_id); cached != heads_.end()) return &cached->second;
  auto found = engine_.head(recording_id);
  if (!found) return std::unexpected(std::move(found.error()));
  return &heads_.emplace(recording_id, found->value_or(Head{0, genesis(recording_id)})).first->second;
}

}  // namespace regard::storage

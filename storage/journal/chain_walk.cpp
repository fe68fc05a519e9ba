#include "storage/journal/chain_walk.hpp"

namespace regard::storage {
namespace {

// Empty when the payload is as it was, or was erased as a whole.
std::string payload_fault(const StoredEvent& event) {
  if (event.payload.has_value() != event.salt.has_value()) return "of payload and salt only one is there";
  if (!event.payload) return {};
  if (digest_payload(*event.salt, *event.payload) == event.payload_digest) return {};
  return "the payload does not match its digest";
}

}  // namespace

std::optional<ChainFault> ChainWalk::next(const StoredEvent& event) {
  const observer::EventHeader& header = event.header;
  auto [place, is_new] = heads_.try_emplace(header.recording_id);
  Head& head = place->second;
  if (is_new) head.chain = genesis(header.recording_id);

  std::string what;
  if (header.sequence != head.sequence + 1) {
    what = "follows event " + std::to_string(head.sequence) + " of its recording";
  } else if (next_link(head.chain, header, event.payload_digest) != event.chain) {
    what = "the header, the digest or the chain value was changed, or those of the event before";
  } else {
    what = payload_fault(event);
  }
  head = {.sequence = header.sequence, .chain = event.chain};
  if (what.empty()) return std::nullopt;
  return ChainFault{.recording_id = header.recording_id, .sequence = header.sequence, .what = std::move(what)};
}

}  // namespace regard::storage

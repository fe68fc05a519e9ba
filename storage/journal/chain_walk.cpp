#include "storage/journal/chain_walk.hpp"

namespace regard::storage {
namespace {

// The digest that the chain must cover; nothing when the event is neither whole nor properly erased.
std::optional<Digest> digest_of(const StoredEvent& event) {
  const bool is_whole = event.payload && event.salt && !event.payload_digest;
  const bool is_erased = !event.payload && !event.salt && event.payload_digest;
  if (is_whole) return digest_payload(*event.salt, *event.payload);
  return is_erased ? event.payload_digest : std::nullopt;
}

}  // namespace

std::optional<ChainFault> ChainWalk::next(const StoredEvent& event) {
  const observer::EventHeader& header = event.header;
  auto [place, is_new] = heads_.try_emplace(header.recording_id);
  Head& head = place->second;
  if (is_new) head.chain = genesis(header.recording_id);

  std::string what;
  const auto digest = digest_of(event);
  if (header.sequence != head.sequence + 1) {
    what = "follows event " + std::to_string(head.sequence) + " of its recording";
  } else if (!digest) {
    what = "of payload, salt and digest only some are there";
  } else if (next_link(head.chain, canonical_header(header), *digest) != event.chain) {
    what = "the header, the payload, its salt or the chain value was changed, or the chain value of the event before";
  }
  head = {.sequence = header.sequence, .chain = event.chain};
  if (what.empty()) return std::nullopt;
  return ChainFault{.recording_id = header.recording_id, .sequence = header.sequence, .what = std::move(what)};
}

}  // namespace regard::storage

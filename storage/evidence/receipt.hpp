#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "observer/event.hpp"
#include "storage/evidence/checkpoint.hpp"
#include "storage/evidence/merkle.hpp"
#include "storage/journal/chain.hpp"

namespace regard::storage {

// That a recording was in the journal, up to an event, when a checkpoint was signed: all that is needed to check it
// offline, years later, and nothing of what was said. As a file it is JSON:
//
//   regard_receipt  1
//   key             the key's text, for people to compare; whoever checks brings their own
//   header          of the recording's newest event: canonical_header() of journal/chain.hpp
//   payload_digest  of that event
//   previous_link   chain(n-1): by the chain the event stands for all before it
//   leaf_index      the event's place in the tree
//   inclusion_proof hashes, from the leaf up
//   checkpoint      the signed note
//
// While the journal's size would tell how much others record, the last three are not there, but
//
//   attestation     the signed note of the recording alone
//
// Bytes are base64.
struct Receipt {
  std::string key;
  std::string header;
  Digest payload_digest{};
  Digest previous_link{};
  std::uint64_t leaf_index = 0;
  TreeProof inclusion_proof;
  std::string checkpoint;
  // Empty when there is a checkpoint.
  std::string attestation{};
};

[[nodiscard]] std::string write_receipt(const Receipt& receipt);
// The error is one sentence.
[[nodiscard]] std::expected<Receipt, std::string> read_receipt(const std::string& text);

// What a receipt proves.
struct Proved {
  // Of the recording's newest event at that moment: its sequence is how many there were.
  observer::EventHeader header;
  // chain(sequence)
  Digest link{};
  // When it was signed, by the server's wall clock.
  std::string time;
  // Nothing when the server attests the recording alone: it may then keep two journals, and show each to somebody.
  std::optional<Checkpoint> checkpoint;
};
// The error says in one sentence what does not hold.
[[nodiscard]] std::expected<Proved, std::string> check_receipt(const Receipt& receipt, const VerifierKey& key);

}  // namespace regard::storage

#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "storage/evidence/note_key.hpp"
#include "storage/journal/chain.hpp"

namespace regard::storage {

// What the server attests of one recording alone, where a checkpoint would tell how much others record. A signed note:
//
//   NAME OF THE KEY recording
//   RECORDING ID
//   SEQUENCE, in decimal: of its newest event
//   CHAIN, in base64: chain(SEQUENCE) of journal/chain.hpp
//   time YYYY-MM-DDThh:mm:ssZ
struct Attestation {
  observer::RecordingId recording_id;
  std::uint64_t sequence = 0;
  Digest chain{};
};

[[nodiscard]] std::string sign_attestation(const Attestation& attestation, const std::string& time,
                                           const SigningKey& key);
// The time at which it was signed. The error says in one sentence why the note is not believed, or that it attests
// something else.
[[nodiscard]] std::expected<std::string, std::string> check_attestation(std::string_view note,
                                                                        const Attestation& attestation,
                                                                        const VerifierKey& key);

}  // namespace regard::storage

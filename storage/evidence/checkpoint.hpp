#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "storage/evidence/merkle.hpp"
#include "storage/evidence/note_key.hpp"

namespace regard::storage {

// What the journal was at one moment, in the form of the C2SP "tlog-checkpoint" and "signed-note" specifications:
//
//   ORIGIN
//   SIZE, in decimal: how many events
//   ROOT, in base64: of their tree
//   time YYYY-MM-DDThh:mm:ssZ, of the server's wall clock: our extension line
//
//   — ORIGIN base64(key id || Ed25519 signature of all above the empty line)
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  TreeHash root{};
  // "2026-11-26T20:44:09Z"; empty in a checkpoint that says none.
  std::string time{};

  bool operator==(const Checkpoint&) const = default;
};

[[nodiscard]] std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);
// The error says in one sentence why the note is not believed.
[[nodiscard]] std::expected<Checkpoint, std::string> open_note(std::string_view note, const VerifierKey& key);

// The notes in a text in which they stand one behind the other, as copies of checkpoints are kept.
[[nodiscard]] std::vector<std::string> split_notes(std::string_view text);

[[nodiscard]] std::string utc_time(std::int64_t wall_ns);

}  // namespace regard::storage

#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "storage/evidence/merkle.hpp"
#include "storage/evidence/note_key.hpp"
#include "storage/journal/chain.hpp"

namespace regard::storage {

// What the journal was at one moment: a signed note whose text is that of the C2SP "tlog-checkpoint" specification.
//
//   ORIGIN: the name of the key
//   SIZE, in decimal: how many events
//   ROOT, in base64: of their tree
//   time YYYY-MM-DDThh:mm:ssZ, of the server's wall clock
//   trail NUMBER CHAIN, in decimal and base64: where the access trail goes on
//
// The last two are our extension lines.
struct Checkpoint {
  struct Trail {
    std::int64_t number = 0;
    Digest chain{};

    bool operator==(const Trail&) const = default;
  };

  std::string origin;
  std::uint64_t size = 0;
  TreeHash root{};
  // "2026-11-26T20:44:09Z"; empty in a checkpoint that says none.
  std::string time{};
  // Nothing in a checkpoint of a server that signed none.
  std::optional<Trail> trail{};

  bool operator==(const Checkpoint&) const = default;
};

[[nodiscard]] std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);
// The error says in one sentence why the note is not believed.
[[nodiscard]] std::expected<Checkpoint, std::string> open_note(std::string_view note, const VerifierKey& key);

// The same, whatever name the key had when it signed.
[[nodiscard]] std::expected<Checkpoint, std::string> open_own_note(std::string_view note, const PublicKey& key);

// What the note says, whoever signed it: of a key that was replaced the other half is not at hand.
[[nodiscard]] std::expected<Checkpoint, std::string> read_unsigned(std::string_view note);

}  // namespace regard::storage

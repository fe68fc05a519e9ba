#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "storage/evidence/note_key.hpp"

// Signed texts, in the form of the C2SP "signed-note" specification:
//
//   TEXT, of whole lines
//
//   — NAME OF THE KEY base64(key id || Ed25519 signature of the text)
namespace regard::storage {

// `text` ends with its last line's end.
[[nodiscard]] std::string sign_note(const std::string& text, const SigningKey& key);
// The text, a view of `note`; the error says in one sentence why the note is not believed.
[[nodiscard]] std::expected<std::string_view, std::string> signed_text(std::string_view note, const VerifierKey& key);

// The notes in a text in which they stand one behind the other, as copies of checkpoints are kept: an empty line parts
// them.
struct Notes {
  std::vector<std::string> whole;
  // Pieces without a whole signature, as a power cut leaves them.
  std::size_t fragment_count = 0;
};
[[nodiscard]] Notes split_notes(std::string_view text);

// Takes the first line of a text, without its end.
std::string_view take_line(std::string_view& text);

// "2026-11-26T20:44:09Z"
[[nodiscard]] std::string utc_time(std::int64_t wall_ns);

}  // namespace regard::storage

#include "storage/evidence/note.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <optional>

#include "storage/evidence/base64.hpp"
#include "storage/evidence/limits.hpp"

namespace regard::storage {
namespace {

// An em dash (U+2014) and a space begin a line that signs.
constexpr std::string_view kSigns = "\xE2\x80\x94 ";

// Whole: of a half that was written, the base64 is short or none.
bool is_signature(std::string_view line) {
  if (!line.starts_with(kSigns)) return false;
  const auto bytes = from_base64(line.substr(line.rfind(' ') + 1));
  return bytes && bytes->size() >= NoteKeyId{}.size() + kNoteSignatureBytes;
}

// The signature in a line, if it is of the key; nothing for other signers' lines, which do not concern us.
std::optional<NoteSignature> signature_in(std::string_view line, const VerifierKey& key) {
  if (!line.starts_with(kSigns)) return std::nullopt;
  line.remove_prefix(kSigns.size());
  if (!line.starts_with(key.name + " ")) return std::nullopt;
  const auto bytes = from_base64(line.substr(key.name.size() + 1));
  const NoteKeyId id = key.id();
  if (!bytes || bytes->size() != id.size() + kNoteSignatureBytes || !std::equal(id.begin(), id.end(), bytes->begin())) {
    return std::nullopt;
  }
  NoteSignature signature{};
  std::copy(bytes->begin() + static_cast<std::ptrdiff_t>(id.size()), bytes->end(), signature.begin());
  return signature;
}

}  // namespace

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::string utc_time(std::int64_t wall_ns) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(wall_ns / 1'000'000'000)));
}

std::string sign_note(const std::string& text, const SigningKey& key) {
  const NoteKeyId id = key.verifier().id();
  const NoteSignature signature = key.sign(text);
  std::vector<std::uint8_t> signed_bytes(id.begin(), id.end());
  signed_bytes.insert(signed_bytes.end(), signature.begin(), signature.end());
  return text + "\n" + std::string(kSigns) + key.verifier().name + " " + to_base64(signed_bytes) + "\n";
}

std::expected<std::string_view, std::string> signed_text(std::string_view note, const VerifierKey& key) {
  if (note.size() > kMaxNoteBytes) return std::unexpected("the note is longer than a checkpoint is");
  const std::size_t text_end = note.rfind("\n\n");
  if (text_end == std::string_view::npos) return std::unexpected("there is no signed note");
  const std::string_view text = note.substr(0, text_end + 1);
  std::string_view lines = note.substr(text_end + 2);
  while (!lines.empty()) {
    const auto signature = signature_in(take_line(lines), key);
    if (!signature) continue;
    if (key.has_signed(text, *signature)) return text;
    return std::unexpected("the note was changed: the signature of " + key.name + " is not of this text");
  }
  return std::unexpected("the note is not signed with the key of " + key.name);
}

Notes split_notes(std::string_view text) {
  Notes notes;
  std::string note;
  bool is_signed = false;
  bool is_parted = false;
  const auto end_note = [&] {
    if (is_signed) notes.whole.push_back(note);
    if (!is_signed && !note.empty()) ++notes.fragment_count;
    note.clear();
    is_signed = is_parted = false;
  };
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.ends_with('\r')) line.remove_suffix(1);  // As mail has it.
    const bool signs = is_signature(line);
    // A text ends at its empty line; whatever stands there but signatures begins another.
    if (!line.empty() && !signs && (is_signed || is_parted)) end_note();
    if (line.empty()) {
      is_parted = !note.empty();
      continue;
    }
    if (signs && is_parted && !is_signed) note += "\n";
    is_signed |= signs && is_parted;
    note += std::string(line) + "\n";
  }
  end_note();
  return notes;
}

}  // namespace regard::storage

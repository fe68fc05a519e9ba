#include "storage/evidence/checkpoint.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include "storage/evidence/base64.hpp"
#include "storage/evidence/limits.hpp"

namespace regard::storage {
namespace {

// An em dash (U+2014) and a space begin a line that signs.
constexpr std::string_view kSigns = "\xE2\x80\x94 ";
constexpr std::string_view kTime = "time ";

// Takes the first line of a text, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
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

std::expected<Checkpoint, std::string> parse(std::string_view text) {
  Checkpoint checkpoint{.origin = std::string(take_line(text))};
  const std::string_view size = take_line(text);
  const auto [rest, error] = std::from_chars(size.data(), size.data() + size.size(), checkpoint.size);
  const auto root = from_base64(take_line(text));
  if (error != std::errc{} || rest != size.data() + size.size() || !root || root->size() != kTreeHashBytes) {
    return std::unexpected("the note is signed, but it is no checkpoint");
  }
  std::ranges::copy(*root, checkpoint.root.begin());
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.starts_with(kTime)) checkpoint.time = line.substr(kTime.size());
  }
  return checkpoint;
}

}  // namespace

std::string utc_time(std::int64_t wall_ns) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(wall_ns / 1'000'000'000)));
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  std::string text =
      checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root) + "\n";
  if (!checkpoint.time.empty()) text += std::string(kTime) + checkpoint.time + "\n";
  const NoteKeyId id = key.verifier().id();
  const NoteSignature signature = key.sign(text);
  std::vector<std::uint8_t> signed_bytes(id.begin(), id.end());
  signed_bytes.insert(signed_bytes.end(), signature.begin(), signature.end());
  return text + "\n" + std::string(kSigns) + key.verifier().name + " " + to_base64(signed_bytes) + "\n";
}

std::expected<Checkpoint, std::string> open_note(std::string_view note, const VerifierKey& key) {
  if (note.size() > kMaxNoteBytes) return std::unexpected("the note is longer than a checkpoint is");
  const std::size_t text_end = note.rfind("\n\n");
  if (text_end == std::string_view::npos) return std::unexpected("there is no signed note");
  const std::string_view text = note.substr(0, text_end + 1);
  std::string_view lines = note.substr(text_end + 2);
  while (!lines.empty()) {
    const auto signature = signature_in(take_line(lines), key);
    if (!signature) continue;
    if (key.has_signed(text, *signature)) return parse(text);
    return std::unexpected("the note was changed: the signature of " + key.name + " is not of this text");
  }
  return std::unexpected("the note is not signed with the key of " + key.name);
}

std::vector<std::string> split_notes(std::string_view text) {
  std::vector<std::string> notes;
  std::string note;
  bool is_signed = false;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const bool signs = line.starts_with(kSigns);
    if (is_signed && !signs) notes.push_back(std::exchange(note, {}));
    is_signed = signs;
    if (!note.empty() || !line.empty()) note += std::string(line) + "\n";
  }
  if (!note.empty()) notes.push_back(std::move(note));
  return notes;
}

}  // namespace regard::storage

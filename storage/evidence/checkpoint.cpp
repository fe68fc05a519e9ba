#include "storage/evidence/checkpoint.hpp"

#include <algorithm>
#include <charconv>

#include "storage/evidence/base64.hpp"
#include "storage/evidence/note.hpp"

namespace regard::storage {
namespace {

constexpr std::string_view kTime = "time ";
constexpr std::string_view kTrail = "trail ";

std::optional<Checkpoint::Trail> trail_in(std::string_view line) {
  Checkpoint::Trail trail;
  const auto [rest, error] = std::from_chars(line.data(), line.data() + line.size(), trail.number);
  if (error != std::errc{} || rest == line.data() + line.size()) return std::nullopt;
  const auto chain = from_base64(line.substr(static_cast<std::size_t>(rest - line.data()) + 1));
  if (!chain || chain->size() != kDigestBytes) return std::nullopt;
  std::ranges::copy(*chain, trail.chain.begin());
  return trail;
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
    if (line.starts_with(kTrail)) checkpoint.trail = trail_in(line.substr(kTrail.size()));
  }
  return checkpoint;
}

}  // namespace

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  std::string text =
      checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + to_base64(checkpoint.root) + "\n";
  if (!checkpoint.time.empty()) text += std::string(kTime) + checkpoint.time + "\n";
  if (checkpoint.trail) {
    text += std::string(kTrail) + std::to_string(checkpoint.trail->number) + " " + to_base64(checkpoint.trail->chain) +
            "\n";
  }
  return sign_note(text, key);
}

std::expected<Checkpoint, std::string> open_note(std::string_view note, const VerifierKey& key) {
  const auto text = signed_text(note, key);
  if (!text) return std::unexpected(text.error());
  return parse(*text);
}

std::expected<Checkpoint, std::string> open_own_note(std::string_view note, const PublicKey& key) {
  std::string_view text = note;
  return open_note(note, {.name = std::string(take_line(text)), .key = key});
}

std::expected<Checkpoint, std::string> read_unsigned(std::string_view note) {
  return parse(note.substr(0, note.rfind("\n\n") + 1));
}

}  // namespace regard::storage

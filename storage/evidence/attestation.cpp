#include "storage/evidence/attestation.hpp"

#include "storage/evidence/base64.hpp"
#include "storage/evidence/note.hpp"

namespace regard::storage {
namespace {

constexpr std::string_view kTime = "time ";

std::string lines_of(const Attestation& attestation, const VerifierKey& key) {
  return key.name + " recording\n" + attestation.recording_id.to_string() + "\n" +
         std::to_string(attestation.sequence) + "\n" + to_base64(attestation.chain) + "\n" + std::string(kTime);
}

}  // namespace

std::string sign_attestation(const Attestation& attestation, const std::string& time, const SigningKey& key) {
  return sign_note(lines_of(attestation, key.verifier()) + time + "\n", key);
}

std::expected<std::string, std::string> check_attestation(std::string_view note, const Attestation& attestation,
                                                          const VerifierKey& key) {
  const auto text = signed_text(note, key);
  if (!text) return std::unexpected(text.error());
  const std::string lines = lines_of(attestation, key);
  if (!text->starts_with(lines)) return std::unexpected("what is signed is not what the receipt says");
  std::string_view rest = text->substr(lines.size());
  return std::string(take_line(rest));
}

}  // namespace regard::storage

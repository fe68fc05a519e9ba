#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace regard::storage {

// Ed25519 (RFC 8032).
inline constexpr std::size_t kPublicKeyBytes = 32;
using PublicKey = std::array<std::uint8_t, kPublicKeyBytes>;
inline constexpr std::size_t kNoteSignatureBytes = 64;
using NoteSignature = std::array<std::uint8_t, kNoteSignatureBytes>;
// Tells which key made a signature: SHA-256(name || 0x0A || 0x01 || public key), the first 4 bytes.
using NoteKeyId = std::array<std::uint8_t, 4>;

// Whose signature on a note is believed, as the C2SP "signed-note" specification has it. Its text is
// "name+id+base64(0x01 || public key)".
struct VerifierKey {
  std::string name;
  PublicKey key{};

  // The error is one sentence.
  [[nodiscard]] static std::expected<VerifierKey, std::string> parse(std::string_view text);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] NoteKeyId id() const;
  [[nodiscard]] bool has_signed(std::string_view note_text, const NoteSignature& signature) const;

  bool operator==(const VerifierKey&) const = default;
};

// Signs the notes of this server. The key is made at the first start, and stays: whoever was given its other half
// believes in it.
class SigningKey {
 public:
  // From the file, which is made if it is not there, for its owner alone. The name is the key's; empty: one that is
  // derived from the key. The error is one sentence.
  [[nodiscard]] static std::expected<SigningKey, std::string> load(const std::filesystem::path& path,
                                                                   const std::string& name);

  [[nodiscard]] const VerifierKey& verifier() const { return verifier_; }
  [[nodiscard]] NoteSignature sign(std::string_view note_text) const;

 private:
  static constexpr std::size_t kSecretBytes = 64;
  std::array<std::uint8_t, kSecretBytes> secret_{};
  VerifierKey verifier_;
};

}  // namespace regard::storage

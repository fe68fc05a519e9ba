#include "storage/evidence/note_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "storage/evidence/base64.hpp"

namespace regard::storage {
namespace {

static_assert(kPublicKeyBytes == crypto_sign_PUBLICKEYBYTES);
static_assert(kNoteSignatureBytes == crypto_sign_BYTES);
// Of the signature type Ed25519.
constexpr std::uint8_t kEd25519 = 1;

using Seed = std::array<std::uint8_t, crypto_sign_SEEDBYTES>;

std::string hex(std::span<const std::uint8_t> bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::none_of(name, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '+' || c == 0x7F;
  });
}

std::expected<Seed, std::string> make_seed(const std::filesystem::path& path) {
  Seed seed{};
  randombytes_buf(seed.data(), seed.size());
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const bool is_written =
      file >= 0 && ::write(file, seed.data(), seed.size()) == static_cast<ssize_t>(seed.size()) && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!is_written) return std::unexpected("the key " + path.string() + " cannot be written");
  return seed;
}

std::expected<Seed, std::string> load_seed(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) return make_seed(path);
  Seed seed{};
  std::ifstream file(path, std::ios::binary);
  const bool is_read = file.read(reinterpret_cast<char*>(seed.data()), seed.size()) && file.peek() == EOF;
  if (!is_read) return std::unexpected("the key " + path.string() + " cannot be read, or is no key");
  return seed;
}

}  // namespace

std::expected<VerifierKey, std::string> VerifierKey::parse(std::string_view text) {
  const auto wrong = [&] { return std::unexpected("\"" + std::string(text) + "\" is no key: it is NAME+ID+KEY"); };
  const std::size_t id_begin = text.find('+');
  const std::size_t key_begin = id_begin == std::string_view::npos ? id_begin : text.find('+', id_begin + 1);
  if (key_begin == std::string_view::npos || !is_name(text.substr(0, id_begin))) return wrong();
  const auto bytes = from_base64(text.substr(key_begin + 1));
  if (!bytes || bytes->size() != kPublicKeyBytes + 1 || bytes->front() != kEd25519) return wrong();
  VerifierKey key{.name = std::string(text.substr(0, id_begin))};
  std::copy(bytes->begin() + 1, bytes->end(), key.key.begin());
  if (hex(key.id()) != text.substr(id_begin + 1, key_begin - id_begin - 1)) return wrong();
  return key;
}

std::string VerifierKey::text() const {
  std::vector<std::uint8_t> bytes{kEd25519};
  bytes.insert(bytes.end(), key.begin(), key.end());
  return name + "+" + hex(id()) + "+" + to_base64(bytes);
}

NoteKeyId VerifierKey::id() const {
  std::vector<std::uint8_t> bytes(name.begin(), name.end());
  bytes.push_back('\n');
  bytes.push_back(kEd25519);
  bytes.insert(bytes.end(), key.begin(), key.end());
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
  NoteKeyId id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

bool VerifierKey::has_signed(std::string_view note_text, const NoteSignature& signature) const {
  return crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char*>(note_text.data()),
                                     note_text.size(), key.data()) == 0;
}

std::expected<SigningKey, std::string> SigningKey::load(const std::filesystem::path& path, const std::string& name) {
  if (!name.empty() && !is_name(name)) return std::unexpected("\"" + name + "\" is no name of a key: no spaces, no +");
  auto seed = load_seed(path);
  if (!seed) return std::unexpected(std::move(seed.error()));
  SigningKey key;
  crypto_sign_seed_keypair(key.verifier_.key.data(), key.secret_.data(), seed->data());
  sodium_memzero(seed->data(), seed->size());
  constexpr std::size_t kNameBytes = 4;
  key.verifier_.name = name.empty() ? "regard/" + hex(std::span(key.verifier_.key).first(kNameBytes)) : name;
  return key;
}

NoteSignature SigningKey::sign(std::string_view note_text) const {
  NoteSignature signature{};
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(note_text.data()),
                       note_text.size(), secret_.data());
  return signature;
}

}  // namespace regard::storage

#include "storage/journal/chain.hpp"

#include <sodium.h>

#include <algorithm>
#include <concepts>
#include <span>

namespace regard::storage {
namespace {

constexpr std::string_view kGenesisLabel = "regard chain 1";

// Writes the fields one after the other; little-endian whatever the machine.
class HeaderWriter {
 public:
  void put(const observer::Uuid& id) {
    std::ranges::copy(id.bytes, bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += id.bytes.size();
  }

  template <std::unsigned_integral Integer>
  void put(Integer value) {
    for (std::size_t i = 0; i < sizeof value; ++i) bytes_[size_++] = static_cast<std::uint8_t>(value >> (8 * i));
  }

  void put(std::int64_t value) { put(static_cast<std::uint64_t>(value)); }

  [[nodiscard]] const std::array<std::uint8_t, kCanonicalHeaderBytes>& bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, kCanonicalHeaderBytes> bytes_{};
  std::size_t size_ = 0;
};

class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, kDigestBytes); }
  void add(std::span<const std::uint8_t> bytes) { crypto_generichash_update(&state_, bytes.data(), bytes.size()); }
  void add(std::string_view text) { add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}); }

  [[nodiscard]] Digest digest() {
    Digest digest;
    crypto_generichash_final(&state_, digest.data(), digest.size());
    return digest;
  }

 private:
  crypto_generichash_state state_;
};

}  // namespace

std::array<std::uint8_t, kCanonicalHeaderBytes> canonical_header(const observer::EventHeader& header) {
  HeaderWriter writer;
  writer.put(header.recording_id);
  writer.put(header.sequence);
  writer.put(header.event_id);
  writer.put(header.kind);
  writer.put(header.server_mono_ns);
  writer.put(header.server_wall_ns);
  writer.put(header.client_time.client_wall_us);
  writer.put(header.client_time.clock_offset_us);
  writer.put(header.client_time.clock_offset_error_us);
  writer.put(header.author.account_id);
  writer.put(static_cast<std::uint32_t>(header.author.role));
  writer.put(header.client_id);
  writer.put(header.client_seq);
  return writer.bytes();
}

Digest genesis(const observer::RecordingId& recording_id) {
  Hash hash;
  hash.add(kGenesisLabel);
  hash.add(recording_id.bytes);
  return hash.digest();
}

Digest digest_payload(const Salt& salt, std::string_view payload) {
  Hash hash;
  hash.add(salt);
  hash.add(payload);
  return hash.digest();
}

Digest next_link(const Digest& previous, const observer::EventHeader& header, const Digest& payload_digest) {
  Hash hash;
  hash.add(previous);
  hash.add(canonical_header(header));
  hash.add(payload_digest);
  return hash.digest();
}

}  // namespace regard::storage

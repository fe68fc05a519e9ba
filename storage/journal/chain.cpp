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
  explicit HeaderWriter(char* to) : to_(to) {}

  void put(const observer::Uuid& id) { to_ = std::ranges::copy(id.bytes, to_).out; }

  template <std::unsigned_integral Integer>
  void put(Integer value) {
    for (std::size_t i = 0; i < sizeof value; ++i) *to_++ = static_cast<char>(value >> (8 * i));
  }

  void put(std::int64_t value) { put(static_cast<std::uint64_t>(value)); }

 private:
  char* to_;
};

// Reads them again. Requires: there are as many bytes as are asked for.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] observer::Uuid id() {
    observer::Uuid id;
    std::ranges::copy(take(id.bytes.size()), id.bytes.begin());
    return id;
  }

  template <std::integral Integer>
  [[nodiscard]] Integer integer() {
    std::uint64_t value = 0;
    int shift = 0;
    for (const char byte : take(sizeof(Integer))) {
      value |= std::uint64_t{static_cast<std::uint8_t>(byte)} << shift;
      shift += 8;
    }
    return static_cast<Integer>(value);
  }

  [[nodiscard]] std::string_view rest() const { return bytes_; }

 private:
  [[nodiscard]] std::string_view take(std::size_t size) {
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::string_view bytes_;
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

std::string canonical_header(const observer::EventHeader& header) {
  std::string bytes;
  write_canonical_header(header, bytes);
  return bytes;
}

void write_canonical_header(const observer::EventHeader& header, std::string& bytes) {
  bytes.resize(kFixedHeaderBytes);
  HeaderWriter writer(bytes.data());
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
  bytes += header.external_id;
}

std::optional<observer::EventHeader> read_canonical_header(std::string_view bytes) {
  if (bytes.size() < kFixedHeaderBytes) return std::nullopt;
  HeaderReader reader(bytes);
  observer::EventHeader header;
  header.recording_id = reader.id();
  header.sequence = reader.integer<std::uint64_t>();
  header.event_id = reader.id();
  header.kind = reader.integer<std::uint32_t>();
  header.server_mono_ns = reader.integer<std::int64_t>();
  header.server_wall_ns = reader.integer<std::int64_t>();
  header.client_time.client_wall_us = reader.integer<std::int64_t>();
  header.client_time.clock_offset_us = reader.integer<std::int64_t>();
  header.client_time.clock_offset_error_us = reader.integer<std::int64_t>();
  header.author.account_id = reader.id();
  header.author.role = static_cast<v1::Role>(reader.integer<std::uint32_t>());
  header.client_id = reader.id();
  header.client_seq = reader.integer<std::uint64_t>();
  header.external_id = reader.rest();
  return header;
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

Digest next_link(const Digest& previous, std::string_view canonical_header, const Digest& payload_digest) {
  Hash hash;
  hash.add(previous);
  hash.add(canonical_header);
  hash.add(payload_digest);
  return hash.digest();
}

}  // namespace regard::storage

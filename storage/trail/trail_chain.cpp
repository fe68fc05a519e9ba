#include "storage/trail/trail_chain.hpp"

#include <sodium.h>

#include <array>
#include <string_view>

namespace regard::storage {
namespace {

class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, kDigestBytes); }
  void add(const std::uint8_t* bytes, std::size_t size) { crypto_generichash_update(&state_, bytes, size); }
  void add(std::uint64_t number) {
    std::array<std::uint8_t, sizeof number> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    add(bytes.data(), bytes.size());
  }
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    add(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
  Digest finish() {
    Digest digest{};
    crypto_generichash_final(&state_, digest.data(), digest.size());
    return digest;
  }

 private:
  crypto_generichash_state state_{};
};

}  // namespace

Digest trail_genesis() {
  constexpr std::string_view kLabel = "regard trail 1";
  Hash hash;
  hash.add(reinterpret_cast<const std::uint8_t*>(kLabel.data()), kLabel.size());
  return hash.finish();
}

Digest next_trail_link(const Digest& previous, std::int64_t number, const observer::TrailEntry& entry) {
  Hash hash;
  hash.add(previous.data(), previous.size());
  hash.add(static_cast<std::uint64_t>(number));
  hash.add(std::uint64_t{static_cast<std::uint8_t>(entry.kind)});
  hash.add(static_cast<std::uint64_t>(entry.wall_ns));
  hash.add(entry.account_id.bytes.data(), entry.account_id.bytes.size());
  hash.add(entry.count);
  for (const std::string* text : {&entry.login, &entry.address, &entry.subject, &entry.detail}) hash.add(*text);
  return hash.finish();
}

}  // namespace regard::storage

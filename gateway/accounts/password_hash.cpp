#include "gateway/accounts/password_hash.hpp"

#include <argon2.h>
#include <sodium.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <vector>

namespace regard::gateway {
namespace {

// "$argon2id$v=19$m=65536,t=2,p=1$SALT$HASH", the last two in Base64 without padding: the string format of the
// reference implementation, which libsodium writes too.
struct Parts {
  std::uint32_t version = 0;
  std::uint32_t memory_kib = 0;
  std::uint32_t passes = 0;
  std::uint32_t lanes = 0;
  std::vector<std::uint8_t> salt;
  std::vector<std::uint8_t> hash;
};

std::optional<std::vector<std::uint8_t>> bytes_of(std::string_view base64) {
  std::vector<std::uint8_t> bytes(base64.size());
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), base64.data(), base64.size(), nullptr, &size, &end,
                        sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0 ||
      end != base64.data() + base64.size()) {
    return std::nullopt;
  }
  bytes.resize(size);
  return bytes;
}

std::optional<Parts> parts_of(const std::string& text) {
  Parts parts;
  int head_size = 0;
  if (std::sscanf(text.c_str(), "$argon2id$v=%u$m=%u,t=%u,p=%u$%n", &parts.version, &parts.memory_kib, &parts.passes,
                  &parts.lanes, &head_size) != 4 ||
      head_size == 0) {
    return std::nullopt;
  }
  const std::string_view rest = std::string_view(text).substr(static_cast<std::size_t>(head_size));
  const std::size_t middle = rest.find('$');
  if (middle == std::string_view::npos) return std::nullopt;
  auto salt = bytes_of(rest.substr(0, middle));
  auto hash = bytes_of(rest.substr(middle + 1));
  if (!salt || !hash) return std::nullopt;
  parts.salt = *std::move(salt);
  parts.hash = *std::move(hash);
  return parts;
}

std::vector<std::uint8_t>& kept_memory() {
  static thread_local std::vector<std::uint8_t> memory;
  return memory;
}

int take_kept_memory(std::uint8_t** memory, std::size_t bytes) {
  if (kept_memory().size() < bytes) kept_memory().resize(bytes);
  *memory = kept_memory().data();
  return 0;
}

void keep_memory(std::uint8_t* /*memory*/, std::size_t /*bytes*/) {}

}  // namespace

bool is_password(const std::string& hash, std::string_view password) {
  auto parts = parts_of(hash);
  if (!parts) return false;
  std::string secret(password);
  std::vector<std::uint8_t> computed(parts->hash.size());
  argon2_context context{};
  context.out = computed.data();
  context.outlen = static_cast<std::uint32_t>(computed.size());
  context.pwd = reinterpret_cast<std::uint8_t*>(secret.data());
  context.pwdlen = static_cast<std::uint32_t>(secret.size());
  context.salt = parts->salt.data();
  context.saltlen = static_cast<std::uint32_t>(parts->salt.size());
  context.t_cost = parts->passes;
  context.m_cost = parts->memory_kib;
  context.lanes = context.threads = parts->lanes;
  context.version = parts->version;
  context.allocate_cbk = take_kept_memory;
  context.free_cbk = keep_memory;
  const bool is_computed = argon2id_ctx(&context) == ARGON2_OK;
  sodium_memzero(secret.data(), secret.size());
  return is_computed && sodium_memcmp(computed.data(), parts->hash.data(), computed.size()) == 0;
}

}  // namespace regard::gateway

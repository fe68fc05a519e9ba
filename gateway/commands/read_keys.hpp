#pragma once

#include <expected>
#include <string>
#include <vector>

#include "storage/evidence/note_key.hpp"

namespace regard::gateway {

// The error is about the first that is none.
inline std::expected<std::vector<storage::VerifierKey>, std::string> read_keys(const std::vector<std::string>& texts) {
  std::vector<storage::VerifierKey> keys;
  for (const std::string& text : texts) {
    auto key = storage::VerifierKey::parse(text);
    if (!key) return std::unexpected(std::move(key.error()));
    keys.push_back(*std::move(key));
  }
  return keys;
}

// What `check` finds with the first key with which it finds something, else why not with the last. Requires: a key.
template <typename Check>
auto with_any(const std::vector<storage::VerifierKey>& keys, const Check& check) {
  auto found = check(keys.front());
  for (std::size_t i = 1; !found && i < keys.size(); ++i) found = check(keys[i]);
  return found;
}

}  // namespace regard::gateway

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "observer/accounts/integration_token.hpp"
#include "observer/uuid.hpp"
#include "regard/v1/person.pb.h"

namespace regard::observer {

// Somebody, or a program, that can sign in.
struct Account {
  AccountId account_id;
  // What people type: lower case, unique. For an integration: its name.
  std::string login;
  // As shown to others: "Claire Martin".
  std::string name;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  // libsodium's argon2id string. Empty for an integration, which has tokens, and for a person who has set no password
  // yet: they cannot sign in.
  std::string secret_hash;
  // Cannot sign in, and is named in no new interview; what they did stays.
  bool is_disabled = false;
  // What the token allows with which it came, for this once; nothing for people, and where accounts are kept.
  std::optional<TokenScope> scope{};

  bool operator==(const Account&) const = default;
};

// A browser that has signed in.
struct SignInSession {
  // BLAKE2b-256 of the cookie's value, in hex: a stolen database opens no session.
  std::string token_hash;
  AccountId account_id;
  std::int64_t expires_wall_ns = 0;
  // By what its owner knows it.
  Uuid session_id{};
  std::int64_t created_wall_ns = 0;
  // Where the browser was when it signed in, and what it called itself.
  std::string address{};
  std::string device{};

  bool operator==(const SignInSession&) const = default;
};

}  // namespace regard::observer

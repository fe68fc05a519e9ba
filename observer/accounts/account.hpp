#pragma once

#include <cstdint>
#include <string>

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
  // For people: libsodium's argon2id string. For an integration: the BLAKE2b-256 digest of its token, in hex; a token
  // is random, so a slow hash would protect nothing.
  std::string secret_hash;

  bool operator==(const Account&) const = default;
};

// A browser that has signed in.
struct SignInSession {
  // BLAKE2b-256 of the cookie's value, in hex: a stolen database opens no session.
  std::string token_hash;
  AccountId account_id;
  std::int64_t expires_wall_ns = 0;

  bool operator==(const SignInSession&) const = default;
};

}  // namespace regard::observer

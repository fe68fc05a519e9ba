#include "gateway/accounts/password_hash.hpp"

#include <catch2/catch.hpp>

#include "gateway/accounts/secrets.hpp"

using namespace regard::gateway;

TEST_CASE("a password has its own hash and no other's, and every hash has a salt of its own") {
  const std::string hash = hash_password("tartine-velours-9").value();
  CHECK(is_password(hash, "tartine-velours-9"));
  CHECK_FALSE(is_password(hash, "tartine-velours-8"));
  CHECK_FALSE(is_password(hash, ""));
  CHECK(hash != hash_password("tartine-velours-9").value());
}

// argon2id of the reference implementation's own tests: v=19, 2 passes, 64 MiB, one lane.
TEST_CASE("a hash of the reference implementation is understood") {
  const std::string hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  CHECK(is_password(hash, "password"));
  CHECK_FALSE(is_password(hash, "passwore"));
}

TEST_CASE("what is no such hash is nobody's password") {
  const std::string hash = hash_password("x").value();
  for (const std::string& wrong :
       {std::string(), std::string("x"), hash.substr(0, hash.size() - 4), hash + "*", hash.substr(1),
        std::string("$argon2id$v=19$m=65536,t=2,p=1$"), std::string("$argon2id$v=19$m=1,t=0,p=0$AAAA$AAAA"),
        std::string("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$")}) {
    INFO(wrong);
    CHECK_FALSE(is_password(wrong, "x"));
  }
}

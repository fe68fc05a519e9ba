#include "gateway/accounts/account_directory.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace regard;
using namespace regard::gateway;

namespace {

const observer::AccountId kPerson{{1}};
const observer::AccountId kProgram{{2}};

AccountDirectory directory(bool is_disabled) {
  AccountDirectory::Kept kept;
  kept.accounts = {{kPerson, "claire", "Claire", v1::ROLE_ASSESSOR, "hash", is_disabled},
                   {kProgram, "chat", "Chat", v1::ROLE_INTEGRATION, "", is_disabled}};
  kept.sessions = {{.token_hash = "session", .account_id = kPerson, .expires_wall_ns = 100}};
  kept.tokens = {{.token_hash = "token", .account_id = kProgram, .name = "Chat", .expires_wall_ns = 100}};
  return AccountDirectory{std::move(kept)};
}

}  // namespace

TEST_CASE("a sign-in and a token are good up to their end") {
  const AccountDirectory accounts = directory(false);
  CHECK(accounts.by_session("session", 99));
  CHECK(accounts.by_token("token", 99));
  CHECK_FALSE(accounts.by_session("session", 100));
  CHECK_FALSE(accounts.by_token("token", 100));
  CHECK_FALSE(accounts.by_session("token", 99));
  CHECK(accounts.is_good("session", 99));
  CHECK(accounts.is_good("token", 99));
  CHECK_FALSE(accounts.is_good("token", 100));
  CHECK_FALSE(accounts.is_good("another", 99));
}

TEST_CASE("sign-ins and tokens that are over go, and are named so that what they opened is closed") {
  AccountDirectory accounts = directory(false);
  CHECK(accounts.take_expired(99).empty());
  auto taken = accounts.take_expired(100);
  std::ranges::sort(taken);
  CHECK(taken == std::vector<std::string>{"session", "token"});
  CHECK(accounts.tokens_of(kProgram).empty());
  CHECK(accounts.sessions_of(kPerson).empty());
}

TEST_CASE("a change that could not be kept is taken back, and what came after it stands") {
  AccountDirectory accounts = directory(false);
  const observer::Account before = *accounts.by_id(kPerson);
  observer::Account renewed = before;
  renewed.secret_hash = "another";
  observer::Account disabled = renewed;
  disabled.is_disabled = true;
  accounts.put(renewed);
  accounts.put(disabled);
  accounts.take_back(renewed, before);
  CHECK(accounts.by_id(kPerson)->secret_hash == "hash");
  CHECK(accounts.by_id(kPerson)->is_disabled);
  accounts.take_back(disabled, renewed);
  CHECK(*accounts.by_id(kPerson) == before);
}

TEST_CASE("what a disabled account has kept is good for nothing") {
  const AccountDirectory accounts = directory(true);
  CHECK_FALSE(accounts.by_session("session", 99));
  CHECK_FALSE(accounts.by_token("token", 99));
}

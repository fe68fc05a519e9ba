#include "gateway/accounts/administration.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

TEST_CASE("a sign-in that races a change of its account is not kept on disk either") {
  HttpWorld world;
  gateway::SystemRandom random;
  gateway::Administration administration{{world.directory, world.account_store, world.clock, random, world.trail,
                                          [](const std::string&) {}, [](observer::AccountId) {}}};
  world.account_store.meanwhile = [&] {
    world.account_store.meanwhile = [&] { world.account_store.token_hashes.emplace_back("the raced one"); };
  };
  v1::AdministrationRequest request;
  request.set_login("alice");
  request.mutable_set_secret()->set_secret_hash("another");
  std::optional<v1::AdministrationAnswer> answer;
  administration.run(request, [&](auto given) { answer = std::move(given); });
  REQUIRE(answer);
  CHECK(answer->error().empty());
  CHECK_FALSE(world.account_store.meanwhile);
  CHECK(world.account_store.token_hashes.empty());
}

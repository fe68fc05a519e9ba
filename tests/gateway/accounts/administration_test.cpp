#include "gateway/accounts/administration.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

class Office {
 public:
  v1::AdministrationAnswer run(v1::AdministrationRequest request) {
    request.set_login("alice");
    std::optional<v1::AdministrationAnswer> answer;
    administration_.run(request, [&](auto given) { answer = std::move(given); });
    REQUIRE(answer);
    return *std::move(answer);
  }

  HttpWorld world;

 private:
  gateway::SystemRandom random_;
  gateway::Administration administration_{{world.directory, world.account_store, world.clock, random_, world.trail,
                                           [](const std::string&) {}, [](observer::AccountId) {}}};
};

}  // namespace

TEST_CASE("a change by an administrator keeps what the account's owner changes meanwhile") {
  Office office;
  office.world.account_store.meanwhile = [&] {
    observer::Account changed = account("alice");
    changed.secret_hash = "of another password";
    office.world.directory.put(changed);
  };
  v1::AdministrationRequest disable;
  disable.mutable_set_enabled()->set_enabled(false);
  CHECK(office.run(disable).error().empty());
  CHECK(office.world.directory.by_login("alice")->secret_hash == "of another password");
  CHECK(office.world.directory.by_login("alice")->is_disabled);
}

TEST_CASE("a change counts while the disk works, and no longer when it could not be kept") {
  Office office;
  bool was_disabled = false;
  office.world.account_store.meanwhile = [&] {
    office.world.account_store.meanwhile = [&] {
      was_disabled = office.world.directory.by_login("alice")->is_disabled;
      office.world.account_store.is_poisoned = true;
    };
  };
  v1::AdministrationRequest disable;
  disable.mutable_set_enabled()->set_enabled(false);
  CHECK(office.run(disable).error() == "the disk is full");
  CHECK(was_disabled);
  CHECK_FALSE(office.world.directory.by_login("alice")->is_disabled);
}

TEST_CASE("a sign-in that races a change of its account is not kept on disk either") {
  Office office;
  MemoryAccountStore& store = office.world.account_store;
  store.meanwhile = [&] { store.meanwhile = [&] { store.token_hashes.emplace_back("the raced one"); }; };
  v1::AdministrationRequest request;
  request.mutable_set_secret()->set_secret_hash("another");
  CHECK(office.run(request).error().empty());
  CHECK_FALSE(store.meanwhile);
  CHECK(store.token_hashes.empty());
}

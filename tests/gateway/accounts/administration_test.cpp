#include "gateway/accounts/administration.hpp"

#include <catch2/catch.hpp>

#include "gateway/accounts/limits.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

using gateway::Administrator;

const Administrator kMachineOwner{.login = "administrator", .address = "uid 0"};

Administrator organiser(const std::string& login) {
  return {Administrator::Kind::organiser, account(login).account_id, login, "192.0.2.7"};
}

v1::AdministrationRequest disabling() {
  v1::AdministrationRequest request;
  request.mutable_set_enabled()->set_enabled(false);
  return request;
}

v1::AdministrationRequest giving_role(v1::Role role) {
  v1::AdministrationRequest request;
  request.mutable_set_role()->set_role(role);
  return request;
}

v1::AdministrationRequest adding(v1::Role role) {
  v1::AdministrationRequest request;
  request.mutable_add()->set_name("Jeanne Petit");
  request.mutable_add()->set_role(role);
  return request;
}

v1::AdministrationRequest inviting(const std::string& token_hash, bool end_password = false) {
  v1::AdministrationRequest request;
  request.mutable_invite()->set_token_hash(token_hash);
  request.mutable_invite()->set_end_password(end_password);
  return request;
}

class Office {
 public:
  v1::AdministrationAnswer run(v1::AdministrationRequest request, const std::string& login = "alice",
                               const Administrator& by = kMachineOwner) {
    request.set_login(login);
    std::optional<v1::AdministrationAnswer> answer;
    administration_.run(request, by, [&](auto given) { answer = std::move(given); });
    REQUIRE(answer);
    return *std::move(answer);
  }
  // "" when it was done.
  std::string refusal_of(const v1::AdministrationRequest& request, const std::string& login, const Administrator& by) {
    return run(request, login, by).error();
  }
  // The account as another organiser's.
  void promote(const std::string& login) {
    observer::Account promoted = account(login);
    promoted.role = v1::ROLE_ORGANISER;
    world.directory.put(promoted);
  }
  // Whether the link with this digest is good.
  [[nodiscard]] bool is_good(const std::string& token_hash) {
    return world.directory.by_invitation(token_hash, world.clock.wall_ns()) != nullptr;
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
  CHECK(office.run(disabling()).error().empty());
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
  const auto answer = office.run(disabling());
  CHECK(answer.error() == "the disk is full");
  CHECK(answer.store_failed());
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

TEST_CASE("an organiser changes other people's accounts, and is named in the access trail with where they were") {
  Office office;
  CHECK(office.refusal_of(giving_role(v1::ROLE_ORGANISER), "alice", organiser("odile")).empty());
  CHECK(office.world.directory.by_login("alice")->role == v1::ROLE_ORGANISER);
  REQUIRE(office.world.trail.said().size() == 1);
  CHECK(office.world.trail.said().front() == "6 odile alice: role organiser");
  CHECK(office.world.trail.entries.front().account_id == account("odile").account_id);
  CHECK(office.world.trail.entries.front().address == "192.0.2.7");
}

TEST_CASE("an organiser neither closes nor demotes themselves, nor gets round their own second factor") {
  Office office;
  v1::AdministrationRequest reset;
  reset.mutable_reset_second_factor();
  for (const auto& request : {disabling(), giving_role(v1::ROLE_ASSESSOR), reset, inviting("aa", true)}) {
    CHECK(office.refusal_of(request, "odile", organiser("odile")) ==
          "of their own account an organiser changes the name alone");
  }
  CHECK(*office.world.directory.by_login("odile") == account("odile"));
  CHECK(office.world.trail.entries.empty());
  v1::AdministrationRequest name;
  name.mutable_set_name()->set_name("Odile Roux");
  CHECK(office.refusal_of(name, "odile", organiser("odile")).empty());
}

TEST_CASE("of two organisers who close each other at the same moment one stays") {
  Office office;
  office.promote("alice");
  std::string refusal_of_the_other;
  office.world.account_store.meanwhile = [&] {
    refusal_of_the_other = office.refusal_of(disabling(), "alice", organiser("odile"));
  };
  const std::string refusal = office.refusal_of(disabling(), "odile", organiser("alice"));
  CHECK(refusal_of_the_other.empty());
  CHECK(refusal == "the account of whoever asks is closed");
  CHECK(office.world.directory.by_login("alice")->is_disabled);
  CHECK_FALSE(office.world.directory.by_login("odile")->is_disabled);
}

TEST_CASE("whoever is no organiser any more changes no account") {
  Office office;
  CHECK(office.refusal_of(disabling(), "bruno", organiser("alice")) == "accounts are for organisers to change");
  CHECK_FALSE(office.world.directory.by_login("bruno")->is_disabled);
}

TEST_CASE("programs are for whoever has the machine") {
  Office office;
  const std::string refusal = "programs are administered with regard-server account";
  CHECK(office.refusal_of(adding(v1::ROLE_INTEGRATION), "other", organiser("odile")) == refusal);
  CHECK(office.refusal_of(disabling(), "platform", organiser("odile")) == refusal);
  CHECK(office.refusal_of(disabling(), "platform", kMachineOwner).empty());
}

TEST_CASE("nobody has a role that there is not") {
  Office office;
  CHECK(office.refusal_of(adding(v1::ROLE_UNSPECIFIED), "jeanne", organiser("odile")) == "there is no such role");
  CHECK(office.refusal_of(giving_role(static_cast<v1::Role>(99)), "alice", kMachineOwner) == "there is no such role");
}

TEST_CASE("another name ends nothing") {
  Office office;
  office.world.directory.add_session({.token_hash = "aa", .account_id = account("alice").account_id});
  v1::AdministrationRequest name;
  name.mutable_set_name()->set_name("Alice Martin");
  CHECK(office.run(name).error().empty());
  CHECK(office.world.directory.by_login("alice")->name == "Alice Martin");
  CHECK(office.world.account_store.accounts.at(account("alice").account_id).name == "Alice Martin");
  CHECK(office.world.directory.sessions_of(account("alice").account_id).size() == 1);
  name.mutable_set_name()->set_name(" ");
  CHECK_FALSE(office.run(name).error().empty());
}

TEST_CASE("a name that could not be kept is the old one") {
  Office office;
  office.world.account_store.is_poisoned = true;
  v1::AdministrationRequest name;
  name.mutable_set_name()->set_name("Alice Martin");
  CHECK(office.run(name).store_failed());
  CHECK(office.world.directory.by_login("alice")->name == "the alice");
}

TEST_CASE("an invitation leaves the password as it is, and ends at its time") {
  Office office;
  const auto answer = office.run(inviting("aa"));
  CHECK(answer.error().empty());
  CHECK(answer.invitation_expires_wall_ns() ==
        office.world.clock.wall_ns() + std::chrono::nanoseconds(gateway::limits::kInvitationLifetime).count());
  CHECK(office.world.account_store.invitations.at(account("alice").account_id).token_hash == "aa");
  CHECK(office.world.directory.by_login("alice")->secret_hash == account("alice").secret_hash);
  office.world.clock.advance(gateway::limits::kInvitationLifetime - std::chrono::nanoseconds(1));
  CHECK(office.is_good("aa"));
  office.world.clock.advance(std::chrono::nanoseconds(1));
  CHECK_FALSE(office.is_good("aa"));
}

TEST_CASE("an invitation may end the password, with what it has opened") {
  Office office;
  office.world.directory.add_session({.token_hash = "session", .account_id = account("alice").account_id});
  CHECK(office.run(inviting("aa", true)).error().empty());
  CHECK(office.world.directory.by_login("alice")->secret_hash.empty());
  CHECK(office.world.account_store.accounts.at(account("alice").account_id).secret_hash.empty());
  CHECK(office.world.directory.sessions_of(account("alice").account_id).empty());
  CHECK(office.is_good("aa"));
}

TEST_CASE("an invitation ends with the next one, with the account, and with another password") {
  Office office;
  CHECK(office.run(inviting("aa")).error().empty());
  SECTION("the next one") {
    CHECK(office.run(inviting("bb")).error().empty());
    CHECK(office.is_good("bb"));
  }
  SECTION("the account, reopened or not") {
    CHECK(office.run(disabling()).error().empty());
    CHECK(office.run(inviting("cc")).error() == "the account is closed: reopen it first");
    v1::AdministrationRequest enabling;
    enabling.mutable_set_enabled()->set_enabled(true);
    CHECK(office.run(enabling).error().empty());
    CHECK(office.world.account_store.invitations.empty());
  }
  SECTION("another password") {
    v1::AdministrationRequest request;
    request.mutable_set_secret()->set_secret_hash("another");
    CHECK(office.run(request).error().empty());
    CHECK(office.world.account_store.invitations.empty());
  }
  CHECK_FALSE(office.is_good("aa"));
}

TEST_CASE("an invitation that could not be kept is none, and the one before it is good") {
  Office office;
  CHECK(office.run(inviting("aa")).error().empty());
  office.world.account_store.is_poisoned = true;
  CHECK(office.run(inviting("bb")).store_failed());
  CHECK(office.is_good("aa"));
  CHECK_FALSE(office.is_good("bb"));
}

TEST_CASE("a program is invited to nothing") {
  Office office;
  CHECK(office.run(inviting("aa"), "platform").error() == "an integration has tokens and no password");
}

TEST_CASE("there are as many accounts as there may be, and no more") {
  Office office;
  gateway::SystemRandom random;
  for (std::size_t n = office.world.directory.all().size(); n < gateway::limits::kMaxAccounts; ++n) {
    office.world.directory.put({random.uuid(), "candidate-" + std::to_string(n), "Candidate", v1::ROLE_CANDIDATE, {}});
  }
  CHECK_THAT(office.refusal_of(adding(v1::ROLE_CANDIDATE), "jeanne", organiser("odile")),
             Catch::StartsWith("there are as many accounts as there may be"));
}

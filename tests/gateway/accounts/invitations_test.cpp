#include "gateway/accounts/invitations.hpp"

#include <catch2/catch.hpp>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/password_hash.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

using gateway::Invitations;
using Reason = Invitations::Refusal::Reason;
using Accepted = std::expected<void, Invitations::Refusal>;

constexpr const char* kPassword = "tartine-velours-9";

// Passwords are hashed when the test lets the io_context run, and no sooner.
class Door {
 public:
  Door() { world.directory.put_invitation({account("alice").account_id, gateway::digest_token("good"), until(72)}); }

  // What comes of it stands in `answers`, in order.
  void accept(const std::string& token, const std::string& password = kPassword,
              const Invitations::From& from = {"192.0.2.1", "192.0.2.1", "192.0.2.1"}) {
    invitations_.accept(token, password, from, [this](Accepted accepted) { answers.push_back(std::move(accepted)); });
  }
  void run_until_answered(std::size_t count) {
    while (answers.size() < count) io_.run_one();
  }
  [[nodiscard]] std::int64_t until(int hours) {
    return world.clock.wall_ns() + std::chrono::nanoseconds(std::chrono::hours(hours)).count();
  }
  [[nodiscard]] Reason refusal(std::size_t at) const {
    REQUIRE_FALSE(answers.at(at));
    return answers.at(at).error().reason;
  }
  [[nodiscard]] std::string secret() { return world.directory.by_login("alice")->secret_hash; }
  v1::AdministrationAnswer administer(v1::AdministrationRequest request) {
    request.set_login("alice");
    v1::AdministrationAnswer answer;
    administration_.run(request, {}, [&](auto given) { answer = std::move(given); });
    return answer;
  }

  HttpWorld world;
  std::vector<Accepted> answers;

 private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
  gateway::SystemRandom random_;
  const gateway::KnownDevices known_devices_{{}};
  gateway::Credentials credentials_{{io_, world.directory, world.account_store, world.clock, known_devices_}};
  gateway::Administration administration_{{world.directory, world.account_store, world.clock, random_, world.trail,
                                           [](const std::string&) {}, [](observer::AccountId) {}}};

 public:
  Invitations invitations_{
      {credentials_, world.directory, world.account_store, administration_, world.clock, world.trail}};
};

}  // namespace

TEST_CASE("an invitation sets the password, ends what the account could do, and is used up, on disk too") {
  Door door;
  door.world.directory.add_session({.token_hash = "session", .account_id = account("alice").account_id});
  door.world.account_store.invitations[account("alice").account_id] = {};
  door.accept("good");
  door.run_until_answered(1);
  CHECK(door.answers.front());
  CHECK(gateway::is_password(door.secret(), kPassword));
  CHECK(door.world.account_store.accounts.at(account("alice").account_id).secret_hash == door.secret());
  CHECK(door.world.account_store.invitations.empty());
  CHECK(door.world.directory.sessions_of(account("alice").account_id).empty());
  CHECK(door.world.trail.said() == std::vector<std::string>{"7 alice: another password, by invitation"});
  CHECK(door.world.trail.entries.front().address == "192.0.2.1");
  door.accept("good");
  CHECK(door.refusal(1) == Reason::not_good);
}

TEST_CASE("nobody without a good link makes the server hash a password") {
  Door door;
  door.accept("a guess");
  // At once: nothing ran.
  REQUIRE(door.answers.size() == 1);
  CHECK(door.refusal(0) == Reason::not_good);
}

TEST_CASE("a link makes the server hash one password at a time") {
  Door door;
  door.accept("good");
  door.accept("good", "another-good-one-7");
  REQUIRE(door.answers.size() == 1);
  CHECK(door.refusal(0) == Reason::too_many_attempts);
  door.run_until_answered(2);
  CHECK(door.answers.at(1));
  CHECK(gateway::is_password(door.secret(), kPassword));
}

TEST_CASE("a link is good once, even for who comes while the disk works") {
  Door door;
  door.world.account_store.meanwhile = [&] { door.accept("good", "another-good-one-7"); };
  door.accept("good");
  door.run_until_answered(2);
  CHECK(door.refusal(0) == Reason::not_good);
  CHECK(door.answers.at(1));
  CHECK(gateway::is_password(door.secret(), kPassword));
}

TEST_CASE("a link that ends while its password is hashed sets none") {
  Door door;
  door.accept("good");
  SECTION("it is replaced") {
    v1::AdministrationRequest request;
    request.mutable_invite()->set_token_hash("another");
    CHECK(door.administer(request).error().empty());
  }
  SECTION("the account is closed") {
    v1::AdministrationRequest request;
    request.mutable_set_enabled()->set_enabled(false);
    CHECK(door.administer(request).error().empty());
  }
  SECTION("its time is over") { door.world.clock.advance(gateway::limits::kInvitationLifetime); }
  door.run_until_answered(1);
  CHECK(door.refusal(0) == Reason::not_good);
  CHECK(door.secret() == account("alice").secret_hash);
}

TEST_CASE("an account that is closed while its link is used stays as it was") {
  Door door;
  door.world.account_store.meanwhile = [&] {
    v1::AdministrationRequest request;
    request.mutable_set_enabled()->set_enabled(false);
    CHECK(door.administer(request).error().empty());
  };
  door.accept("good");
  door.run_until_answered(1);
  CHECK(door.refusal(0) == Reason::not_good);
  CHECK(door.world.directory.by_login("alice")->is_disabled);
  CHECK(door.secret() == account("alice").secret_hash);
}

TEST_CASE("a password that cannot be taken leaves the link good") {
  Door door;
  door.accept("good", "short");
  door.run_until_answered(1);
  CHECK(door.refusal(0) == Reason::password_not_taken);
  CHECK_THAT(door.answers.front().error().words, Catch::Contains("12 characters"));
  door.accept("good");
  door.run_until_answered(2);
  CHECK(door.answers.at(1));
}

TEST_CASE("whoever tries links slows down themselves, and nobody who has one") {
  Door door;
  const Invitations::From stranger{"203.0.113.9", "203.0.113.9", "203.0.113.9"};
  for (int i = 0; i < gateway::limits::kFreeSignInFailures; ++i) {
    CHECK(door.invitations_.look("a guess", stranger).error().reason == Reason::not_good);
  }
  CHECK(door.invitations_.look("a guess", stranger).error().reason == Reason::too_many_attempts);
  CHECK(door.invitations_.look("a guess", {"192.0.2.1", "192.0.2.1", "192.0.2.1"}).error().reason == Reason::not_good);
  // Beside them, behind the same address.
  CHECK(door.invitations_.look("good", stranger)->account.login == "alice");
  CHECK(door.world.trail.entries.size() == 5);
  CHECK(door.world.trail.entries.front().kind == observer::TrailKind::sign_in_failed);
}

TEST_CASE("a password that the disk does not take is not set, and whoever set it is told") {
  Door door;
  door.accept("good");
  door.world.account_store.is_poisoned = true;
  door.run_until_answered(1);
  CHECK(door.refusal(0) == Reason::not_kept);
  CHECK(door.secret() == account("alice").secret_hash);
}

TEST_CASE("another password that its owner sets ends the link") {
  HttpWorld world;
  world.directory.put_invitation({account("alice").account_id, "aa", world.clock.wall_ns() + 1});
  const std::string body =
      std::string(R"({"presentPassword":")") + kEverybodysPassword + R"(","newPassword":")" + kPassword + R"("})";
  const auto changed =
      world.ask(with(request(verb::post, "/api/me/password", body), field::cookie, world.sign_in("alice")));
  CHECK(changed.result_int() == 204);
  CHECK(world.directory.by_invitation("aa", world.clock.wall_ns()) == nullptr);
}

#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gateway/accounts/secrets.hpp"
#include "gateway/http/site.hpp"
#include "tests/gateway/support/http_client.hpp"
#include "tests/gateway/support/scripted_evidence.hpp"
#include "tests/observer/support/manual_clock.hpp"
#include "tests/observer/support/memory_trail.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::tests {

// What the integration sends as Bearer, and the password of everybody else.
inline constexpr const char* kIntegrationToken = "token of the platform";
inline constexpr const char* kEverybodysPassword = "mot de passe de claire";

// Keeps sessions in memory; may refuse as a poisoned store does.
class MemoryAccountStore final : public observer::AccountStore {
 public:
  void put_session(observer::SignInSession session, observer::Committed done) override;
  void remove_session(std::string token_hash, observer::Committed done) override;

  void remove_sessions_of(observer::AccountId account_id, std::string but_token_hash,
                          observer::Committed done) override;
  void put_account(observer::Account account, observer::Committed done) override;
  void put_token(observer::IntegrationToken token, observer::Committed done) override;
  void remove_token(std::string token_hash, observer::Committed done) override;
  void put_second_factor(observer::SecondFactor factor, observer::Committed done) override;
  void remove_second_factor(observer::AccountId account_id, observer::Committed done) override;
  void put_invitation(observer::Invitation invitation, observer::Committed done) override;
  void remove_invitation(observer::AccountId account_id, observer::Committed done) override;

  // Happens while the disk works at the next change, once.
  std::function<void()> meanwhile;
  std::vector<std::string> token_hashes;
  std::optional<observer::SecondFactor> second_factor;
  std::map<observer::AccountId, observer::Invitation> invitations;
  std::map<observer::AccountId, observer::Account> accounts;
  bool is_poisoned = false;

 private:
  void work(observer::Committed& done);
};

// Interviews in memory, answered on a thread of its own. Tests set what it answers before they ask.
class MemoryCatalogue final : public observer::Catalogue, private observer::CatalogueReader {
 public:
  MemoryCatalogue() : worker_([this] { work(); }) {}
  ~MemoryCatalogue() override;
  MemoryCatalogue(const MemoryCatalogue&) = delete;
  MemoryCatalogue& operator=(const MemoryCatalogue&) = delete;

  void run(Job job) override;

  std::vector<observer::InterviewSummary> interviews;
  std::optional<observer::InterviewCursor> next;
  std::optional<observer::InterviewCount> count;
  bool is_broken = false;
  // What was asked for last.
  observer::InterviewQuery asked;
  std::thread::id answered_on;

 private:
  std::expected<observer::InterviewPage, observer::StoreFailure> find(const observer::InterviewQuery& query) override;
  std::expected<std::optional<observer::InterviewSummary>, observer::StoreFailure> find_one(
      observer::RecordingId interview_id) override;
  std::expected<std::uint64_t, observer::StoreFailure> live_count() override { return interviews.size(); }
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  bool is_over_ = false;
  std::thread worker_;
};

// A WebSocket's handler that says hello with whom it has before it.
class Greeter final : public gateway::ConnectionHandler {
 public:
  explicit Greeter(std::string greeting) : greeting_(std::move(greeting)) {}
  void on_open(gateway::Connection& connection) override {
    connection.send({std::make_shared<const std::string>(greeting_), true});
  }
  [[nodiscard]] bool can_take_message() const override { return true; }
  void on_message(std::string_view, bool) override {}
  void on_sent() override {}
  void on_closed() override {}

 private:
  std::string greeting_;
};

// The text of the official referential, parsed once.
[[nodiscard]] const observer::Referential& referential();
// An account of the world by its login: alice and bruno (assessors), denis (candidate), odile (organiser), platform
// (integration).
[[nodiscard]] const observer::Account& account(const std::string& login);

// All resources on a real socket, with nothing live behind them.
class HttpWorld {
 public:
  explicit HttpWorld(bool has_secure_cookie = false, std::vector<v1::Role> second_factor_roles = {});

  // The cookie of somebody who has signed in, as it is sent back.
  [[nodiscard]] std::string sign_in(const std::string& login);
  [[nodiscard]] ClientResponse ask(const ClientRequest& request) { return tests::ask(running, request); }
  // GET with a cookie.
  [[nodiscard]] ClientResponse ask_as(const std::string& cookie, const std::string& target);
  // GET with the integration's token.
  [[nodiscard]] ClientResponse ask_as_platform(const std::string& target);

  TemporaryDirectory temporary;
  ManualClock clock;
  MemoryAccountStore account_store;
  MemoryCatalogue catalogue;
  ScriptedEvidence evidence;
  MemoryTrail trail;
  gateway::AccountDirectory directory;
  v1::StoreStatus store_status;
  std::vector<std::string> closed_token_hashes;
  std::vector<observer::AccountId> closed_accounts;

 private:
  [[nodiscard]] gateway::SiteParts parts(bool has_secure_cookie);

  const gateway::SecondFactorRule rule_;
  std::filesystem::path pages_directory_ = temporary.path() / "pages";
  gateway::StaticFiles pages_;
  gateway::SystemRandom random_;
  const gateway::KnownDevices known_devices_{{}};
  gateway::Router router_;

 public:
  RunningServer running;

 private:
  const std::function<void(const std::string&)> close_signed_out_ = [this](const std::string& token_hash) {
    closed_token_hashes.push_back(token_hash);
  };
  gateway::Credentials credentials_;
  gateway::SignIn sign_in_;
  gateway::OwnAccount own_account_;
  gateway::Administration administration_;
  gateway::Invitations invitations_;
};

// By which the browser is known again; empty when the answer brings none.
[[nodiscard]] std::string device_cookie_in(const ClientResponse& response);
// What a page of the world's own sends as Origin.
[[nodiscard]] std::string own_origin(const HttpWorld& world);

}  // namespace regard::tests

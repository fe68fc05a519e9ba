#pragma once

#include <string>

#include "gateway/accounts/sign_in.hpp"
#include "gateway/http/site.hpp"
#include "storage/catalogue/catalogue_thread.hpp"
#include "tests/gateway/support/http_client.hpp"
#include "tests/gateway/support/live_world.hpp"
#include "tests/gateway/support/scripted_evidence.hpp"

namespace regard::tests {

// What the integration of the cast sends as Bearer, and the password of everybody else.
inline constexpr const char* kToken = "token of the platform";
inline constexpr const char* kPassword = "mot de passe de claire";

// Everything but the composition root itself: pages, accounts, a journal and a catalogue on real files, a server on a
// port of the system's choice, stepped on the test's thread.
class ServerWorld {
 public:
  ServerWorld();

  // The cookie of somebody who has signed in, as it is sent back.
  [[nodiscard]] std::string sign_in(const std::string& login);
  // GET with a cookie.
  [[nodiscard]] ClientResponse ask_as(const std::string& cookie, const std::string& target);
  // GET with the integration's token.
  [[nodiscard]] ClientResponse ask_as_platform(const std::string& target);
  [[nodiscard]] UpgradeRequest as_platform() const;

  TemporaryDirectory temporary;
  ManualClock clock;
  SeededRandom random{1};
  LiveServer live;
  // While false, the disk does nothing.
  bool is_disk_working = true;

 private:
  [[nodiscard]] gateway::SiteParts parts();
  [[nodiscard]] std::unique_ptr<storage::CatalogueThread> open_catalogue();

  std::filesystem::path pages_directory_ = temporary.path() / "pages";
  gateway::AccountDirectory directory_;
  gateway::StaticFiles pages_;
  const gateway::KnownDevices known_devices_{{}};
  std::unique_ptr<storage::CatalogueThread> catalogue_;
  ScriptedEvidence evidence_;
  gateway::Router router_;

 public:
  RunningServer running;

 private:
  const std::function<void(const std::string&)> close_signed_out_ = [this](const std::string& token_hash) {
    live.live->sessions.close_signed_out(token_hash);
  };
  gateway::Credentials credentials_;
  gateway::SignIn sign_in_;
  gateway::OwnAccount own_account_;
  gateway::Administration administration_;
  gateway::Invitations invitations_;
};

}  // namespace regard::tests

#include "tests/hostile/siege.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/hostile/bystanders.hpp"
#include "tests/hostile/client.hpp"
#include "tests/hostile/wire.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::hostile {
namespace {

using std::chrono::steady_clock;

// Recordings that an attacker may follow, as many as one connection may.
constexpr std::size_t kEmailInterviews = 48;
constexpr std::size_t kMessagesAnInterview = 60;
constexpr std::size_t kMessageChars = 20'000;
constexpr const char* kNewcomer = "nadia.benali";
// Of the whole stop: a service manager waits for 90 s.
constexpr std::chrono::seconds kStopWait{60};

// Somebody with an account, or who is played by the platform.
v1::EventBody joined(const std::string& participant_id, const std::string& account_id) {
  v1::EventBody body;
  body.mutable_participant_joined()->set_participant_id(participant_id);
  body.mutable_participant_joined()->set_account_id(account_id);
  body.mutable_participant_joined()->set_name(participant_id);
  return body;
}

v1::EventBody email() {
  v1::EventBody body;
  body.mutable_email_message()->set_participant_id("member");
  body.mutable_email_message()->set_from("adherent@example.org");
  body.mutable_email_message()->add_to("lea@example.org");
  body.mutable_email_message()->set_subject("Devis");
  body.mutable_email_message()->set_text(std::string(kMessageChars, 'x'));
  return body;
}

// What there is to read, and to mark.
Scene set_scene(const tests::ServerProcess& server, const Attack& attack) {
  const unsigned short port = server.port();
  Scene scene{.port = port, .cookie = {}, .interview_id = {}, .email_ids = {}};
  Client platform{port, Client::Token{server.token()}};
  Client candidate{port, "lea.bernard"};
  for (std::size_t i = 0; i < kEmailInterviews; ++i) {
    scene.email_ids.push_back(new_uuid());
    const std::string& id = scene.email_ids.back();
    platform.publish(id, opening(v1::CHANNEL_EMAIL));
    candidate.publish(id, joined("candidate", candidate.account_id()));
    platform.publish(id, joined("member", {}));
    platform.publish(id, email(), kMessagesAnInterview);
  }
  scene.interview_id = scene.email_ids.front();
  if (!attack.login.empty()) scene.cookie = sign_in(port, std::string(attack.login));
  return scene;
}

}  // namespace

Outcome besiege(const Attack& attack, const SiegeOptions& options) {
  const tests::TemporaryDirectory data;
  tests::ServerProcess server{data.path(),
                              {{"--memory-limit", std::to_string(options.memory_limit_mib)}, options.max_files}};
  const Scene scene = set_scene(server, attack);
  const std::string newcomers_cookies = sign_in(server.port(), kNewcomer);
  Outcome outcome;
  Bystanders bystanders{server.port(), scene.interview_id};
  std::this_thread::sleep_for(options.quiet);
  outcome.quiet_delays = bystanders.take_delays();

  std::jthread attacker{[&](const std::stop_token& stop) {
    // The measured are the server and the assessors; the attacker has what they leave.
    constexpr int kLeastUrgent = 19;
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLeastUrgent);
    Swarm{server.port(), attack.conducts(scene)}.run(stop);
  }};
  constexpr std::chrono::milliseconds kBetweenLooks{20};
  for (const auto end = steady_clock::now() + options.attack; steady_clock::now() < end;) {
    outcome.max_resident_bytes = std::max(outcome.max_resident_bytes, server.resident_bytes());
    std::this_thread::sleep_for(kBetweenLooks);
  }
  bystanders.let_in(server.port(), kNewcomer, newcomers_cookies);
  outcome.delays = bystanders.take_delays();
  outcome.bystander_failure = bystanders.failure();
  outcome.exit_code = server.stop(kStopWait);
  return outcome;
}

}  // namespace regard::hostile

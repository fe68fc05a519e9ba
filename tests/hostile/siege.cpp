#include "tests/hostile/siege.hpp"

#include <sys/resource.h>

#include <chrono>
#include <future>
#include <thread>

#include "tests/hostile/bystanders.hpp"
#include "tests/hostile/client.hpp"
#include "tests/hostile/wire.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::hostile {
namespace {

// Recordings that an attacker may follow, as many as one connection may.
constexpr std::size_t kEmailInterviews = 48;
constexpr std::size_t kMessagesAnInterview = 60;
constexpr std::size_t kMessageChars = 20'000;
constexpr const char* kNewcomer = "nadia.benali";
// Far more than it takes to sign in, also behind many others.
constexpr std::chrono::seconds kNewcomerWait{20};
// Of the whole stop: a service manager waits for 90 s.
constexpr std::chrono::seconds kStopWait{60};

// What there is to read, and to mark.
Scene set_scene(const tests::ServerProcess& server, const Attack& attack) {
  const unsigned short port = server.port();
  Scene scene{.port = port, .cookie = {}, .token = server.token(), .interview_id = {}, .email_ids = {}};
  Client platform{port, Client::Token{server.token()}};
  Client candidate{port, "lea.bernard"};
  for (std::size_t i = 0; i < kEmailInterviews; ++i) {
    scene.email_ids.push_back(new_uuid());
    const std::string& id = scene.email_ids.back();
    platform.publish(id, opening(v1::CHANNEL_EMAIL));
    candidate.publish(id, joined("candidate", candidate.account_id()));
    platform.publish(id, joined("member", {}));
    platform.publish(id, email(kMessageChars), kMessagesAnInterview);
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
  std::this_thread::sleep_for(options.attack);
  const auto newcomer =
      std::async(std::launch::async, [&] { bystanders.let_in(server.port(), kNewcomer, newcomers_cookies); });
  const bool is_let_in = newcomer.wait_for(kNewcomerWait) == std::future_status::ready;
  bystanders.end();
  outcome.delays = bystanders.take_delays();
  outcome.bystander_failure = is_let_in ? bystanders.failure() : std::string(kNewcomer) + " is not let in";
  outcome.exit_code = server.stop(kStopWait);
  outcome.max_resident_bytes = server.max_resident_bytes();
  server.kill();  // If it has not ended: a newcomer who was not let in waits for it.
  return outcome;
}

}  // namespace regard::hostile

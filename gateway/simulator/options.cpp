#include "gateway/simulator/options.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "gateway/simulator/limits.hpp"

namespace regard::simulator {
namespace {

constexpr const char* kDescription =
    "regard-simulator: plays scripted interviews against a Regard server, as a telephone or chat platform would.";

constexpr const char* kFooter = R"(
The integration token is read from --token-file or else from the environment variable REGARD_TOKEN, never from the
command line, where other users of the machine could read it.

A lost connection is made again and nothing is lost or sent twice; after 2 minutes without progress an interview is
given up. Ctrl-C closes the interviews in play and ends.

Exit codes: 0 all interviews were played and acknowledged; 1 at least one was refused; 2 wrong options or a faulty
scenario; 3 the server cannot be reached or does not accept the token.)";

constexpr double kSpeedMax = 1000;

// Empty when it is one.
std::string must_be_websocket_url(const std::string& url) {
  return url.rfind("ws://", 0) == 0 ? "" : "must begin with ws://: " + url;
}

void declare(CLI::App& app, Options& options, std::string& token_file) {
  app.footer(kFooter);
  app.add_option("--scenario", options.scenario_paths, "A scenario file, or a directory of *.yaml; may be repeated")
      ->required()
      ->check(CLI::ExistingPath);
  app.add_option("--url", options.url, "Where the server is")
      ->check(CLI::Validator(must_be_websocket_url, "ws://HOST:PORT/ws"))
      ->capture_default_str();
  app.add_option("--token-file", token_file, "File that holds the integration token")->check(CLI::ExistingFile);
  app.add_option("--candidate", options.cast.candidate_login, "Login of the candidate")->capture_default_str();
  app.add_option("--candidate-name", options.cast.candidate_name, "Name of the candidate in the conversation")
      ->capture_default_str();
  app.add_option("--assessor", options.cast.assessor_logins, "Login of an assessor; give it twice for the two")
      ->capture_default_str();
  app.add_option("--role-player", options.cast.role_player_login,
                 "Login of whoever plays the interlocutor from a browser (default: nobody)");
  app.add_option("--speed", options.pacing.speed, "1 real time, 4 four times as fast, 0 as fast as acknowledged")
      ->check(CLI::Range(0.0, kSpeedMax))
      ->capture_default_str();
  app.add_option("--seed", options.pacing.seed, "Seed of the small variations of the pauses")->capture_default_str();
  auto* count = app.add_option("--count", options.count, "How many interviews to play (default: each scenario once)")
                    ->check(CLI::Range(1, limits::kCountMax));
  app.add_option("--concurrency", options.concurrency, "How many interviews at the same time")
      ->check(CLI::Range(1, limits::kConcurrencyMax))
      ->capture_default_str();
  app.add_flag("--loop", options.loop, "Play one interview after another until Ctrl-C")->excludes(count);
  app.add_flag("--check", options.check_only, "Only read the scenarios and say what they are");
}

// The first line, without a line ending that an editor may have added.
std::string read_token(const std::string& token_file) {
  if (token_file.empty()) {
    // There is one thread.
    const char* from_environment = std::getenv("REGARD_TOKEN");  // NOLINT(concurrency-mt-unsafe)
    return from_environment == nullptr ? "" : from_environment;
  }
  std::string token;
  std::ifstream file(token_file);
  std::getline(file, token);
  const auto end = token.find_last_not_of(" \t\r");
  return end == std::string::npos ? "" : token.substr(0, end + 1);
}

}  // namespace

std::optional<Options> read_options(int argc, char** argv, int* exit_code) {
  Options options;
  // The people of `regard-server --demo`.
  options.cast.candidate_login = "lea.bernard";
  options.cast.candidate_name = "Léa Bernard";
  options.cast.assessor_logins = {"claire.martin", "paul.durand"};
  std::string token_file;
  CLI::App app(kDescription);
  declare(app, options, token_file);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    *exit_code = app.exit(error) == 0 ? kExitDone : kExitWrongUsage;
    return std::nullopt;
  }
  options.token = read_token(token_file);
  if (options.token.empty() && !options.check_only) {
    std::cerr << "regard-simulator: no token: give --token-file or set REGARD_TOKEN\n";
    *exit_code = kExitWrongUsage;
    return std::nullopt;
  }
  return options;
}

}  // namespace regard::simulator

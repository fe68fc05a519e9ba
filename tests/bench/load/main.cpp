// The load generator: one loop, whatever the server. Prints one figure or one line of figures; see --help.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "tests/bench/load/echo_peer.hpp"
#include "tests/bench/load/measurements.hpp"
#include "tests/bench/load/postgres_peer.hpp"
#include "tests/bench/load/redis_peer.hpp"
#include "tests/bench/load/regard_peer.hpp"

namespace regard::bench {
namespace {

struct Options {
  std::string server;
  std::uint16_t port = 0;
  std::string path = "/";
  std::string user = "postgres";
  std::string database = "postgres";
  std::string token_file;
  RegardFactory::Logins logins;
  std::size_t clients = 100;
  std::size_t in_flight = 1;
  std::size_t observers = 2;
  std::int64_t events_per_second = 1000;
  int duration_ms = 3000;
};

std::unique_ptr<PeerFactory> make_peers(const Options& options) {
  if (options.server == "echo") return std::make_unique<EchoFactory>(options.path);
  if (options.server == "redis") return std::make_unique<RedisFactory>();
  if (options.server == "postgres") return std::make_unique<PostgresFactory>(options.user, options.database);
  std::string token;
  std::ifstream(options.token_file) >> token;
  return std::make_unique<RegardFactory>(token, options.logins);
}

int report(const Failure& failure) {
  std::cerr << "regard-load: " << failure << '\n';
  return 1;
}

int throughput(const Options& options) {
  const auto rate =
      measure_throughput(*make_peers(options), {.port = options.port,
                                                .clients = options.clients,
                                                .in_flight = options.in_flight,
                                                .duration = std::chrono::milliseconds(options.duration_ms)});
  if (!rate) return report(rate.error());
  std::cout << static_cast<long>(*rate) << '\n';
  return 0;
}

int delay(const Options& options) {
  const auto delays =
      measure_delays(*make_peers(options), {.port = options.port,
                                            .clients = options.clients,
                                            .observers = options.observers,
                                            .events_per_second = options.events_per_second,
                                            .duration = std::chrono::milliseconds(options.duration_ms)});
  if (!delays) return report(delays.error());
  std::cout << static_cast<long>(delays->acknowledged_p50_us) << ' ' << static_cast<long>(delays->acknowledged_p99_us)
            << ' ' << static_cast<long>(delays->observed_p50_us) << ' ' << static_cast<long>(delays->observed_p99_us)
            << '\n';
  return 0;
}

int idle(const Options& options) {
  const auto held = hold_idle(*make_peers(options), options.port, options.clients);
  return held ? 0 : report(held.error());
}

void add_options(CLI::App& app, Options& options) {
  app.add_option("--server", options.server, "What is measured")
      ->required()
      ->check(CLI::IsMember({"regard", "echo", "redis", "postgres"}));
  app.add_option("--port", options.port, "Its port on 127.0.0.1")->required();
  app.add_option("--path", options.path, "echo: the WebSocket's path")->capture_default_str();
  app.add_option("--user", options.user, "postgres: who signs in")->capture_default_str();
  app.add_option("--database", options.database, "postgres: the database with the table event")->capture_default_str();
  app.add_option("--token-file", options.token_file, "regard: the file with the integration token");
  app.add_option("--candidate", options.logins.candidate, "regard: the login of a candidate");
  app.add_option("--assessor", options.logins.assessor, "regard: the login of an assessor");
  app.add_option("--clients", options.clients, "Connections")->capture_default_str();
  app.add_option("--duration-ms", options.duration_ms, "Length of the measurement")->capture_default_str();
}

}  // namespace
}  // namespace regard::bench

int main(int argc, char** argv) {
  using namespace regard::bench;
  CLI::App app("Measures a server with events of 200 bytes over connections of its own.");
  Options options;
  add_options(app, options);
  app.require_subcommand(1);
  auto* throughput_command = app.add_subcommand("throughput", "Prints the acknowledged events a second");
  throughput_command->add_option("--in-flight", options.in_flight, "Unacknowledged events a client")
      ->capture_default_str();
  auto* delay_command =
      app.add_subcommand("delay", "Prints acknowledgement p50, p99 and delivery p50, p99 in microseconds");
  delay_command->add_option("--observers", options.observers, "Connections that see everything")->capture_default_str();
  delay_command->add_option("--rate", options.events_per_second, "Events a second, over all clients")
      ->capture_default_str();
  app.add_subcommand("idle", "Opens the connections, prints \"ready\", holds them until the standard input ends");
  CLI11_PARSE(app, argc, argv);
  if (throughput_command->parsed()) return throughput(options);
  if (delay_command->parsed()) return delay(options);
  return idle(options);
}

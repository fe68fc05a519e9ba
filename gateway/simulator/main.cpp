#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>

#include "gateway/simulator/campaign.hpp"
#include "gateway/simulator/options.hpp"
#include "gateway/simulator/scenario.hpp"

namespace {

using namespace regard::simulator;

// All scenarios of all paths; an error was printed when there is no value.
std::optional<std::vector<Scenario>> read_scenarios(const std::vector<std::string>& paths) {
  std::vector<Scenario> all;
  for (const auto& path : paths) {
    auto scenarios = load_scenarios(path);
    if (!scenarios.has_value()) {
      std::cerr << "regard-simulator: " << scenarios.error() << "\n";
      return std::nullopt;
    }
    for (auto& scenario : scenarios.value()) all.push_back(std::move(scenario));
  }
  return all;
}

void tell(const std::vector<Scenario>& scenarios) {
  for (const auto& scenario : scenarios) {
    const auto schedule = make_schedule(scenario, {}, {}, "");
    std::cout << scenario.path << ": " << scenario.opening.title() << " (" << scenario.opening.block_code() << ", "
              << schedule.size() << " events, " << schedule.back().at_ms / 1000 << " s)\n";
  }
}

// The first Ctrl-C closes the interviews in play, the second ends at once.
void watch_signals(boost::asio::signal_set& signals, Campaign& campaign) {
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    campaign.stop();
  });
}

ExitCode play(const Options& options, const std::vector<Scenario>& scenarios) {
  const ServerAddress server{options.url, options.token};
  boost::asio::io_context io_context;
  WebSocketClient client;
  client.clear_access_channels(websocketpp::log::alevel::all);
  client.clear_error_channels(websocketpp::log::elevel::all);
  client.init_asio(&io_context);
  Campaign campaign(client, server, scenarios, options);
  boost::asio::signal_set signals(io_context, SIGINT, SIGTERM);
  watch_signals(signals, campaign);
  campaign.on_over = [&] { signals.cancel(); };
  campaign.start();
  io_context.run();
  std::cout << campaign.summary() << std::endl;
  return campaign.exit_code();
}

}  // namespace

int main(int argc, char** argv) {
  int exit_code = kExitDone;
  const auto options = read_options(argc, argv, &exit_code);
  if (!options) return exit_code;
  const auto scenarios = read_scenarios(options->scenario_paths);
  if (!scenarios) return kExitWrongUsage;
  if (options->check_only) {
    tell(*scenarios);
    return kExitDone;
  }
  return play(*options, *scenarios);
}

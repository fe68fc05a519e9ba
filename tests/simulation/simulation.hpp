#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/publisher.hpp"
#include "tests/simulation/watcher.hpp"
#include "tests/support/power_cut_vfs.hpp"

namespace regard::simulation {

// One interview's life on a bad day, decided by one seed: a conversation, two assessors marking, several watchers, a
// network that loses connections, a disk that fails and loses power, a server that is stopped, killed and restarted.
// Throws Violation when an invariant does not hold.
class Simulation {
 public:
  explicit Simulation(std::uint64_t seed);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  void run();

 private:
  // (client_id, client_seq) of an event, for the events that a client published.
  using ClientEvent = std::pair<std::string, std::uint64_t>;
  struct Recovered {
    std::map<std::string, std::vector<v1::Event>> by_recording;
    std::map<ClientEvent, int> count_by_client_event;
  };

  void open_interview();
  void step();
  void step_client();
  void step_server();
  void disturb();

  [[nodiscard]] std::expected<std::unique_ptr<storage::SqliteStore>, observer::StoreFailure> open_store();
  void start_server();
  void stop_server_gracefully();
  void kill_server();
  void cut_power();
  void cut_everybody();
  // Everything that is closing or was cut is connected again; then all of it runs dry.
  void settle();
  [[nodiscard]] bool is_settled();

  [[nodiscard]] Recovered read_journal();
  void check_acknowledged_is_recovered();
  void check_end_state();
  void check_watcher(Watcher& watcher, const std::vector<v1::Event>& truth);

  support::PowerCutVfs vfs_;
  tests::ManualClock clock_;
  tests::SeededRandom random_;
  std::optional<tests::LiveServer> server_;
  std::vector<std::unique_ptr<Publisher>> publishers_;
  std::vector<std::unique_ptr<Watcher>> watchers_;
  std::string alices_marking_;
};

}  // namespace regard::simulation

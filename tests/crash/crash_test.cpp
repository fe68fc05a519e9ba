#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "storage/journal/verify.hpp"
#include "storage/sqlite/sqlite_reader.hpp"
#include "tests/crash/crash_client.hpp"
#include "tests/observer/support/world.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace regard;
using crash::CrashClient;
using tests::ServerProcess;

constexpr int kKills = 8;
constexpr std::size_t kClients = 6;
// The server is killed somewhere within so many acknowledgements: from the very first to well into the checkpoints.
constexpr std::uint64_t kMaxAcknowledgedBeforeKill = 6'000;

// One life of the server: all clients at full speed until `acknowledgements` of them have come, then kill -9.
void live_and_die(const std::filesystem::path& data, std::vector<CrashClient>& clients,
                  std::uint64_t acknowledgements) {
  ServerProcess server(data);
  std::atomic<std::uint64_t> acknowledged{0};
  std::vector<std::jthread> threads;
  for (CrashClient& client : clients) {
    threads.emplace_back([&] { client.run(server.port(), server.token(), acknowledged); });
  }
  while (acknowledged < acknowledgements) std::this_thread::yield();
  server.kill();
}

void audit(const std::filesystem::path& data, const std::vector<CrashClient>& clients) {
  auto reader = storage::SqliteReader::open({.database_path = data / "regard.db"});
  REQUIRE(reader.has_value());
  const auto report = storage::verify(**reader);
  REQUIRE(report.has_value());
  CHECK(report->is_sound());
  std::map<std::string, std::multiset<std::uint64_t>> stored;
  REQUIRE((*reader)->walk({}, [&](storage::Position, const storage::StoredEvent& event) {
    stored[event.header.client_id.to_string()].insert(event.header.client_seq);
  }));
  for (const CrashClient& client : clients) {
    const auto& mine = stored[client.client_id()];
    for (std::uint64_t seq = 1; seq <= client.acknowledged_seq(); ++seq) {
      INFO("client " << client.client_id() << ", acknowledged event " << seq);
      REQUIRE(mine.count(seq) == 1);
    }
    REQUIRE(std::set(mine.begin(), mine.end()).size() == mine.size());
  }
}

}  // namespace

TEST_CASE("a server killed under load has every acknowledged event once, and every chain holds") {
  const tests::TemporaryDirectory data;
  const std::uint64_t seed = std::random_device{}();
  INFO("seed " << seed);
  observer::testing::SeededRandom random(seed);
  std::vector<CrashClient> clients;
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.emplace_back(random.uuid().to_string(), random.uuid().to_string());
  }
  for (int kill = 0; kill < kKills; ++kill) {
    live_and_die(data.path(), clients, 1 + random.below(kMaxAcknowledgedBeforeKill));
    audit(data.path(), clients);
  }
}

#include <catch2/catch.hpp>

#include "tests/gateway/support/live_world.hpp"
#include "tests/support/power_cut_vfs.hpp"

using namespace regard;
using namespace regard::tests;
using observer::testing::turn;
using Kind = v1::ServerFrame;

TEST_CASE("after a failed commit nothing is acknowledged or accepted, everybody is told, and reading goes on") {
  support::PowerCutVfs vfs(1);
  ManualClock clock;
  SeededRandom random(1);
  const storage::StoreOptions options{.database_path = "regard.db", .vfs = vfs.name()};
  LiveServer server(open_store(options), clock, random);
  Peer platform(server, cast().platform);
  Peer alice(server, cast().alice);
  const std::string interview = random.uuid().to_string();
  const std::string client = random.uuid().to_string();
  platform.send(publish(interview, client, 1, opening()));
  server.settle();
  platform.take_all();
  alice.take_all();

  vfs.fail(support::PowerCutVfs::Fault::kSyncError, 1);
  platform.send(publish(interview, client, 2, observer::testing::joined("candidate")));
  server.settle();
  auto frames = platform.take_all();
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].error().code() == v1::ERROR_CODE_STORE_POISONED);
  CHECK(frames[0].error().client_seq() == 2);
  CHECK(frames[1].store_status().poisoned());
  const auto statuses = alice.take(Kind::kStoreStatus);
  REQUIRE(statuses.size() == 1);
  CHECK_FALSE(statuses.front().store_status().reason().empty());

  platform.send(publish(interview, client, 2, observer::testing::joined("candidate")));
  frames = platform.take_all();
  REQUIRE(frames.size() == 1);
  CHECK(frames[0].error().code() == v1::ERROR_CODE_STORE_POISONED);

  Peer latecomer(server, cast().bruno);
  CHECK(latecomer.take_all().front().welcome().store().poisoned());
  latecomer.send(subscribe(interview));
  server.settle();
  CHECK(events_in(latecomer.take_all()).size() == 1);
}

TEST_CASE("while the disk is full nothing new is accepted and everybody is told - it ends by itself") {
  TemporaryDirectory temporary;
  ManualClock clock;
  SeededRandom random(1);
  LiveServer server(open_store({.database_path = temporary.path() / "regard.db"}), clock, random);
  Peer platform(server, cast().platform);
  Peer alice(server, cast().alice);
  const std::string interview = random.uuid().to_string();
  const std::string client = random.uuid().to_string();
  platform.send(publish(interview, client, 1, opening()));
  server.settle();
  platform.take_all();
  alice.take_all();

  server.journal->is_roomy = false;
  platform.send(publish(interview, client, 2, observer::testing::joined("candidate")));
  CHECK(platform.take(Kind::kError).front().error().code() == v1::ERROR_CODE_STORE_FULL);
  server.live->tick();
  CHECK(alice.take(Kind::kStoreStatus).front().store_status().full());
  CHECK(Peer(server, cast().bruno).take_all().front().welcome().store().full());

  server.journal->is_roomy = true;
  server.live->tick();
  CHECK_FALSE(alice.take(Kind::kStoreStatus).front().store_status().full());
  platform.send(publish(interview, client, 2, observer::testing::joined("candidate")));
  server.settle();
  CHECK(platform.take(Kind::kAck).front().ack().client_seq() == 2);
}

TEST_CASE("an account's sessions that were not read from for want of room are read from again after a failed commit") {
  support::PowerCutVfs vfs(1);
  ManualClock clock;
  SeededRandom random(1);
  LiveServer server(open_store({.database_path = "regard.db", .vfs = vfs.name()}), clock, random);
  Peer platform(server, cast().platform);
  Peer second_line(server, cast().platform);
  const std::string interview = random.uuid().to_string();
  const std::string client = random.uuid().to_string();
  platform.send(publish(interview, client, 1, opening()));
  platform.send(publish(interview, client, 2, observer::testing::joined("candidate")));
  server.settle();

  for (std::uint64_t seq = 3; server.live->recorder.has_room(cast().platform); ++seq) {
    platform.send(publish(interview, client, seq, turn("candidate")));
  }
  CHECK_FALSE(second_line.is_read_from());
  const int resume_count = second_line.connection.resume_count;
  vfs.fail(support::PowerCutVfs::Fault::kSyncError, 1);
  server.settle();
  REQUIRE(server.live->recorder.poison_reason());
  CHECK(second_line.is_read_from());
  CHECK(second_line.connection.resume_count > resume_count);
}

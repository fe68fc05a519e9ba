// Every frame by which an assessor might try to obtain the other's marks. The URLs are tried in http_test.cpp.
#include <catch2/catch.hpp>

#include "tests/gateway/support/live_world.hpp"

using namespace regard;
using namespace regard::tests;
using observer::testing::closing;
using observer::testing::mark;
using observer::testing::marking_closing;
using Kind = v1::ServerFrame;

namespace {

// An interview in which Alice has made three marks, and Bruno wants to know of them.
struct SealWorld : LiveWorld {
  SealWorld() : interview(open_interview()), alices(marking_of(interview, cast().alice)), alice(server, cast().alice) {
    for (int i = 0; i < 3; ++i) publish_as_alice(mark(random.uuid()));
  }
  void publish_as_alice(const v1::EventBody& body) {
    alice.send(publish(alices, alice_client, ++alice_seq, body));
    server.settle();
    REQUIRE(alice.take(Kind::kError).empty());
  }
  // The answer that a recording that does not exist would get.
  std::string answer_to_nonsense(Peer& peer, auto make_frame) {
    peer.send(make_frame(random.uuid().to_string()));
    server.settle();
    return comparable(peer);
  }
  static std::string comparable(Peer& peer) {
    std::string all;
    for (auto frame : peer.take_all()) {
      if (frame.has_error()) frame.mutable_error()->clear_recording_id();
      all += frame.ShortDebugString() + "\n";
    }
    return all;
  }

  std::string interview;
  std::string alices;
  Peer alice;
  std::string alice_client = random.uuid().to_string();
  std::uint64_t alice_seq = 0;
};

}  // namespace

TEST_CASE("a sealed marking answers like a recording that does not exist, to everybody but its assessor") {
  SealWorld world;
  const auto account = GENERATE(0, 1, 2, 3, 4, 5);
  const std::vector<observer::Account> others{cast().bruno,   cast().denis, cast().renee,
                                              cast().quentin, cast().odile, cast().platform};
  Peer peer(world.server, others.at(static_cast<std::size_t>(account)));
  peer.take_all();
  const std::string client = world.random.uuid().to_string();
  const auto try_frame = [&](auto make_frame) {
    const std::string nonsense = world.answer_to_nonsense(peer, make_frame);
    peer.send(make_frame(world.alices));
    world.server.settle();
    CHECK(SealWorld::comparable(peer) == nonsense);
    CHECK(nonsense.find("mark") == std::string::npos);
  };
  try_frame([](const std::string& id) { return subscribe(id); });
  try_frame([](const std::string& id) { return subscribe(id, 3); });
  try_frame([](const std::string& id) { return subscribe(id, 999); });
  try_frame([&](const std::string& id) { return publish(id, client, 1, mark(observer::Uuid{{1}})); });
  try_frame([&](const std::string& id) { return publish(id, client, 2, mark(observer::Uuid{{1}})); });
  try_frame([&](const std::string& id) { return publish(id, world.alice_client, 2, mark(observer::Uuid{{1}})); });
  try_frame([&](const std::string& id) { return publish(id, client, 1, marking_closing()); });
  try_frame([](const std::string& id) {
    v1::ClientFrame frame;
    frame.mutable_unsubscribe()->set_recording_id(id);
    return frame;
  });
  try_frame([](const std::string& id) {
    v1::ClientFrame frame;
    frame.mutable_signal()->set_recording_id(id);
    frame.mutable_signal()->set_typing(true);
    return frame;
  });
}

TEST_CASE("while Alice marks, Bruno's connection hears nothing at all") {
  SealWorld world;
  Peer bruno(world.server, cast().bruno);
  bruno.send(subscribe(world.interview));
  bruno.send(subscribe(world.marking_of(world.interview, cast().bruno)));
  world.server.settle();
  bruno.take_all();
  world.publish_as_alice(mark(world.random.uuid()));
  Peer alice_elsewhere(world.server, cast().alice);
  alice_elsewhere.send(subscribe(world.alices));
  world.server.settle();
  CHECK(bruno.take_all().empty());
}

TEST_CASE("the sequence of the conversation has no trace of the marks") {
  SealWorld world;
  world.say(world.interview, observer::testing::turn("candidate"));
  CHECK(world.server.committed_sequence(*observer::Uuid::parse(world.interview)) == 4);
}

TEST_CASE("the seal holds after the interview is closed, and is lifted when both assessors have finished") {
  SealWorld world;
  world.say(world.interview, closing());
  Peer bruno(world.server, cast().bruno);
  Peer denis(world.server, cast().denis);
  const auto marks_seen_by = [&](Peer& peer) {
    peer.take_all();
    peer.send(subscribe(world.alices));
    world.server.settle();
    return events_in(peer.take_all()).size();
  };
  CHECK(marks_seen_by(bruno) == 0);
  world.publish_as_alice(marking_closing());
  CHECK(marks_seen_by(bruno) == 0);
  bruno.send(
      publish(world.marking_of(world.interview, cast().bruno), world.random.uuid().to_string(), 1, marking_closing()));
  bruno.send(subscribe(world.alices));
  CHECK(bruno.take(Kind::kError).size() == 1);  // The closing is not on disk yet.
  world.server.settle();
  CHECK(marks_seen_by(bruno) == 5);
  CHECK(marks_seen_by(denis) == 0);
}

TEST_CASE("a seal that was lifted before a restart is lifted after it, and one that held still holds") {
  SealWorld world;
  const std::string sealed = world.open_interview();
  world.say(world.interview, closing());
  world.publish_as_alice(marking_closing());
  Peer bruno(world.server, cast().bruno);
  bruno.send(
      publish(world.marking_of(world.interview, cast().bruno), world.random.uuid().to_string(), 1, marking_closing()));
  world.server.settle();

  TemporaryDirectory copy;
  std::filesystem::copy(world.directory.path(), copy.path(),
                        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  LiveServer restarted(open_store({.database_path = copy.path() / "regard.db"}), world.clock, world.random);
  Peer peer(restarted, cast().bruno);
  const auto events_of = [&](const std::string& recording_id) {
    peer.take_all();
    peer.send(subscribe(recording_id));
    restarted.settle();
    return events_in(peer.take_all()).size();
  };
  CHECK(events_of(world.alices) == 5);
  CHECK(events_of(world.marking_of(sealed, cast().alice)) == 0);
}

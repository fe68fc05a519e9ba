#include "gateway/simulator/outbox.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "gateway/simulator/limits.hpp"

using namespace regard::simulator;
namespace v1 = regard::v1;

namespace {

Outbox outbox_with(std::size_t events) {
  Outbox outbox("recording", "client");
  for (std::size_t made = 0; made < events; ++made) {
    v1::EventBody body;
    body.mutable_note()->set_text("note " + std::to_string(made + 1));
    outbox.add(body, {});
  }
  return outbox;
}

std::vector<std::uint64_t> take_all(Outbox& outbox) {
  std::vector<std::uint64_t> sequence;
  while (const auto* publish = outbox.take_next()) sequence.push_back(publish->client_seq());
  return sequence;
}

using Sequence = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("publishes are numbered from 1 and name their recording and client") {
  auto outbox = outbox_with(2);
  const auto* first = outbox.take_next();
  REQUIRE(first != nullptr);
  CHECK(first->recording_id() == "recording");
  CHECK(first->client_id() == "client");
  CHECK(first->client_seq() == 1);
  CHECK(first->body().note().text() == "note 1");
  CHECK(take_all(outbox) == Sequence{2});
}

TEST_CASE("no more than the window is on its way") {
  auto outbox = outbox_with(limits::kInFlightMax + 3);
  CHECK(take_all(outbox).size() == limits::kInFlightMax);
  REQUIRE(outbox.acknowledge(2));
  CHECK(take_all(outbox) == Sequence{limits::kInFlightMax + 1, limits::kInFlightMax + 2});
}

TEST_CASE("after a lost connection everything unacknowledged is sent again in order") {
  auto outbox = outbox_with(5);
  take_all(outbox);
  REQUIRE(outbox.acknowledge(2));
  outbox.rewind();
  CHECK_FALSE(outbox.has_in_flight());
  CHECK(take_all(outbox) == Sequence{3, 4, 5});
  CHECK(outbox.counts().sent == 5);
  CHECK(outbox.counts().sent_again == 3);
}

TEST_CASE("the server may acknowledge more than was sent again") {
  auto outbox = outbox_with(5);
  take_all(outbox);
  outbox.rewind();
  REQUIRE(outbox.take_next() != nullptr);
  REQUIRE(outbox.acknowledge(4));
  CHECK(take_all(outbox) == Sequence{5});
}

TEST_CASE("an old acknowledgement that comes again changes nothing") {
  auto outbox = outbox_with(3);
  take_all(outbox);
  REQUIRE(outbox.acknowledge(3));
  REQUIRE(outbox.acknowledge(1));
  CHECK(outbox.counts().acknowledged == 3);
  CHECK(outbox.is_empty());
}

TEST_CASE("an acknowledgement of what was never sent is noticed") {
  auto outbox = outbox_with(3);
  REQUIRE(outbox.take_next() != nullptr);
  CHECK_FALSE(outbox.acknowledge(2));
  CHECK(outbox.counts().acknowledged == 0);
}

TEST_CASE("numbers go on after everything was acknowledged") {
  auto outbox = outbox_with(1);
  take_all(outbox);
  REQUIRE(outbox.acknowledge(1));
  outbox.add({}, {});
  CHECK(take_all(outbox) == Sequence{2});
}

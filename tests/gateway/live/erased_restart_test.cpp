// Erasure and restarts: with all events of one kind erased the server starts, lists, replays, takes marks, and
// verifies.
#include <catch2/catch.hpp>

#include "observer/recordings/kind_table.hpp"
#include "storage/catalogue/catalogue_database.hpp"
#include "storage/journal/verify.hpp"
#include "tests/gateway/support/live_world.hpp"
#include "tests/storage/support/erasure.hpp"

namespace regard::tests {
namespace {

using namespace observer::testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.
using observer::Kind;
using observer::RecordingId;

v1::EventBody spoken_on(v1::Channel channel) {
  if (channel == v1::CHANNEL_CHAT) return chat("candidate");
  return channel == v1::CHANNEL_EMAIL ? email("candidate") : turn("candidate");
}

// A server that is stopped and started again, with recordings that hold events of every kind.
class RestartedWorld {
 public:
  RestartedWorld() {
    start();
    for (const auto channel : {v1::CHANNEL_PHONE, v1::CHANNEL_CHAT, v1::CHANNEL_EMAIL}) {
      live_.push_back(hold_interview(channel));
      const Held closed = hold_interview(channel);
      say(cast().platform, closed.interview_id, closing());
      say(cast().alice, closed.marking_id, marking_closing());
      say(cast().odile, closed.interview_id, seal_lifting("Bruno est absent"));
      closed_.push_back(closed);
    }
  }

  // Erases all events of the kind while the server is down. How many there were.
  std::size_t restart_without(Kind kind) {
    std::vector<observer::EventHeader> headers;
    REQUIRE(server_->journal->reader().walk(
        {.kinds = {static_cast<std::uint32_t>(kind)}},
        [&](storage::Position, const storage::StoredEvent& event) { headers.push_back(event.header); }));
    server_.reset();
    for (const auto& header : headers) erase(journal_path(), header.recording_id, header.sequence);
    start();
    return headers.size();
  }

  void restart() {
    server_.reset();
    start();
  }

  // What a new catalogue lists.
  std::vector<observer::InterviewSummary> list() {
    const std::string path = directory_.path() / "catalogue.db";
    REQUIRE(storage::CatalogueDatabase::remove(path));
    auto catalogue = storage::CatalogueDatabase::open(path, server_->journal->reader());
    REQUIRE(catalogue);
    REQUIRE((*catalogue)->catch_up());
    return (*catalogue)->find({{}, {}, 100}).value().interviews;
  }

  std::vector<v1::Event> replay(const observer::Account& reader, const std::string& recording_id) {
    Peer peer(*server_, reader);
    peer.send(subscribe(recording_id));
    server_->settle();
    return events_in(peer.take_all());
  }

  // Publishes under a client id of its own; the error, if one came.
  std::optional<v1::Error> try_say(const observer::Account& author, const std::string& recording_id,
                                   const v1::EventBody& body) {
    Peer peer(*server_, author);
    peer.send(publish(recording_id, random_.uuid().to_string(), 1, body));
    server_->settle();
    const auto errors = peer.take(v1::ServerFrame::kError);
    return errors.empty() ? std::nullopt : std::optional(errors.front().error());
  }

  void say(const observer::Account& author, const std::string& recording_id, const v1::EventBody& body) {
    const auto error = try_say(author, recording_id, body);
    INFO((error ? error->ShortDebugString() : std::string{}));
    REQUIRE_FALSE(error);
  }

  storage::VerifyReport verify() { return storage::verify(server_->journal->reader()).value(); }

  struct Held {
    std::string interview_id;
    // Alice's.
    std::string marking_id;
    // By the candidate, who is there to the end.
    v1::EventBody spoken;
    std::size_t event_count = 0;
  };
  [[nodiscard]] const std::vector<Held>& live() const { return live_; }
  [[nodiscard]] const std::vector<Held>& closed() const { return closed_; }
  [[nodiscard]] observer::Uuid new_id() { return random_.uuid(); }

 private:
  [[nodiscard]] std::string journal_path() const { return directory_.path() / "regard.db"; }
  void start() { server_.emplace(open_store({.database_path = journal_path()}), clock_, random_); }

  Held hold_interview(v1::Channel channel) {
    Held held{random_.uuid().to_string(), {}, spoken_on(channel), 0};
    v1::EventBody opened = opening(channel);
    opened.mutable_interview_opened()->set_brief("Vous avez perdu votre carte.");
    std::vector<v1::EventBody> bodies = {opened, joined("candidate"), joined("interlocutor"), hold("candidate"),
                                         resume("candidate")};
    bodies.push_back(held.spoken);
    if (channel == v1::CHANNEL_PHONE) {
      const std::string speaker = "interlocutor";
      bodies.insert(bodies.end(), {turn_start(speaker, "1"), turn_part(speaker, "1"), turn_end(speaker, "1")});
    }
    bodies.push_back(note("Remarque"));
    bodies.push_back(left("interlocutor"));
    for (const v1::EventBody& body : bodies) say(cast().platform, held.interview_id, body);
    held.event_count = bodies.size();
    const auto* family = server_->live->recordings.interview(*observer::Uuid::parse(held.interview_id));
    held.marking_id = family->marking_of(cast().alice.account_id)->recording_id.to_string();
    say(cast().odile, family->brief_id.to_string(), brief_change("Vous êtes pressé."));
    const observer::Uuid mark_id = random_.uuid();
    for (const auto& body : {mark(mark_id), correction(mark_id), withdrawal(mark_id)}) {
      say(cast().alice, held.marking_id, body);
    }
    return held;
  }

  TemporaryDirectory directory_;
  ManualClock clock_;
  SeededRandom random_{1};
  std::optional<LiveServer> server_;
  std::vector<Held> live_;
  std::vector<Held> closed_;
};

// Every event in its place: with its body, or said to be erased when it is of the kind.
void check_replay(const std::vector<v1::Event>& events, std::size_t count, Kind erased) {
  REQUIRE(events.size() == count);
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(events[i].sequence() == i + 1);
    CHECK(events[i].erased() != events[i].has_body());
    CHECK_FALSE(events[i].body().kind_case() == erased);
  }
}

TEST_CASE("with every event of a kind erased: start, list, replay, mark on, start again, verify") {
  for (const observer::KindRow& row : observer::kind_table()) {
    INFO(observer::kind_name(row.kind));
    RestartedWorld world;
    const std::size_t erased_count = world.restart_without(row.kind);
    REQUIRE(erased_count > 0);

    const auto listed = world.list();
    REQUIRE(listed.size() == world.live().size() + world.closed().size());
    std::size_t live_count = 0;
    for (const auto& interview : listed) live_count += interview.is_live() ? 1 : 0;
    CHECK(live_count == world.live().size());

    const bool is_assessor_known = row.kind != Kind::kMarkingOpened;
    for (const auto& held : world.live()) {
      check_replay(world.replay(cast().odile, held.interview_id), held.event_count, row.kind);
      if (is_assessor_known) check_replay(world.replay(cast().alice, held.marking_id), 4, row.kind);
      world.say(cast().platform, held.interview_id, held.spoken);
      CHECK(world.try_say(cast().alice, held.marking_id, mark(world.new_id())).has_value() != is_assessor_known);
    }
    for (const auto& held : world.closed()) {
      check_replay(world.replay(cast().odile, held.interview_id), held.event_count + 2, row.kind);
      if (is_assessor_known) check_replay(world.replay(cast().alice, held.marking_id), 5, row.kind);
      CHECK(world.try_say(cast().platform, held.interview_id, held.spoken).has_value());
      CHECK(world.try_say(cast().alice, held.marking_id, mark(world.new_id())).has_value());
    }

    world.restart();
    for (const auto& held : world.live()) {
      CHECK(world.replay(cast().odile, held.interview_id).size() == held.event_count + 1);
      world.say(cast().platform, held.interview_id, held.spoken);
    }
    const auto report = world.verify();
    CHECK(report.is_sound());
    CHECK(report.erased_count == erased_count);
  }
}

}  // namespace
}  // namespace regard::tests

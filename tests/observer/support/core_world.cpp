#include "tests/observer/support/core_world.hpp"

#include <catch2/catch.hpp>

namespace regard::tests {

Core::Core(MemoryJournal& the_journal, ManualClock& the_clock, observer::testing::World& world)
    : journal(the_journal),
      clock(the_clock, 0),
      recordings({observer::testing::official_referential(), world.people, world.random}),
      turns(journal),
      feed(turns),
      residence(recordings, turns, feed, clock,
                [this](observer::RecordingId, const std::string& reason) { unreadable_because.push_back(reason); }),
      recorder({recordings, residence, feed, journal, clock, world.random, *this,
                [this](std::function<void()> work) { deferred.push_back(std::move(work)); }}) {}

void CoreWorld::run_deferred() {
  while (!core->deferred.empty()) {
    for (const auto& work : std::exchange(core->deferred, {})) work();
  }
}

void CoreWorld::settle() {
  while (!core->deferred.empty() || journal.has_appends() || journal.has_reads()) {
    run_deferred();
    journal.commit_all();
    journal.read_all();
  }
}

void CoreWorld::submit(const observer::Account& account, observer::RecordingId recording_id, observer::EventName name,
                       const v1::EventBody& body) {
  core->recorder.submit(account, {recording_id, std::move(name), {}, body, body.SerializeAsString()}, producer);
}

observer::RecordingId CoreWorld::open_interview() {
  const observer::RecordingId interview = world.random.uuid();
  v1::EventBody opened;
  *opened.mutable_interview_opened() = world.opening();
  std::uint64_t seq = 0;
  for (const auto& body : {opened, observer::testing::joined("candidate"), observer::testing::joined("interlocutor")}) {
    submit(world.platform, interview, observer::ClientNumber{client_id, ++seq}, body);
  }
  settle();
  REQUIRE(producer->not_kept.empty());
  producer->kept.clear();
  return interview;
}

}  // namespace regard::tests

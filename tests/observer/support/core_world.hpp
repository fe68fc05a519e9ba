#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "observer/recording/recorder.hpp"
#include "tests/observer/support/manual_clock.hpp"
#include "tests/observer/support/memory_journal.hpp"
#include "tests/observer/support/world.hpp"

namespace regard::tests {

// A producer that writes down what it is told.
struct RecordingProducer final : observer::Producer {
  void on_kept(const observer::Kept& told) override { kept.push_back(told); }
  void on_not_kept(const observer::NotKept& told) override { not_kept.push_back(told); }

  std::vector<observer::Kept> kept;
  std::vector<observer::NotKept> not_kept;
};

// The recording core on a journal, as one run of the server has it.
struct Core final : observer::RecorderListener {
  Core(MemoryJournal& journal, ManualClock& clock, observer::testing::World& world);

  void on_room() override { ++room_count; }
  void on_room(observer::AccountId) override { ++room_count; }
  void on_poisoned(const std::string& reason) override { poison_reason = reason; }
  void on_listed_change(const observer::ListedChange& change) override { listed_kinds.push_back(change.kind); }

  MemoryJournal& journal;
  observer::TrustedClock clock;
  observer::Recordings recordings;
  observer::PageTurns turns;
  observer::Feed feed;
  observer::Residence residence;
  std::deque<std::function<void()>> deferred;
  observer::Recorder recorder;
  int room_count = 0;
  std::string poison_reason;
  std::vector<std::string> unreadable_because;
  std::vector<observer::Kind> listed_kinds;
};

// People, a journal and a core that can be started again on it.
class CoreWorld {
 public:
  CoreWorld() { restart(); }

  void restart() { core.emplace(journal, clock, world); }
  // Lets the loop and the disk work until nothing is left to do.
  void settle();
  void run_deferred();

  // Submits under a client's number, or under an external id, as `account`.
  void submit(const observer::Account& account, observer::RecordingId recording_id, observer::EventName name,
              const v1::EventBody& body);
  // Opens an interview as the platform, with its two participants, and lets it be kept: the platform's numbers 1 to 3.
  observer::RecordingId open_interview();

  observer::testing::World world;
  ManualClock clock;
  MemoryJournal journal;
  std::optional<Core> core;
  std::shared_ptr<RecordingProducer> producer = std::make_shared<RecordingProducer>();
  observer::ClientId client_id = world.random.uuid();
};

}  // namespace regard::tests

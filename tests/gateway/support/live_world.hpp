#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/live/live.hpp"
#include "tests/gateway/support/fake_connection.hpp"
#include "tests/gateway/support/step_journal.hpp"
#include "tests/observer/support/manual_clock.hpp"
#include "tests/observer/support/memory_trail.hpp"
#include "tests/observer/support/world.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::tests {

using observer::testing::SeededRandom;

// The people of the gateway's tests; their account ids are always the same.
struct Cast {
  observer::Account alice, bruno;  // assessors
  observer::Account denis;         // candidate
  observer::Account renee;         // role-player
  observer::Account odile;         // organiser
  observer::Account quentin;       // quality manager
  observer::Account platform;      // integration

  [[nodiscard]] std::vector<observer::Account> all() const {
    return {alice, bruno, denis, renee, odile, quentin, platform};
  }
};
[[nodiscard]] const Cast& cast();

// The test fails when the store cannot be opened.
[[nodiscard]] std::unique_ptr<storage::SqliteStore> open_store(const storage::StoreOptions& options);

// A server without sockets, on a real SQLite file, where time passes and the disk works only when the test says so. It
// can be stopped and started again on the same file.
class LiveServer {
 public:
  LiveServer(std::unique_ptr<storage::SqliteStore> store, ManualClock& clock, SeededRandom& random);

  // Runs what was deferred, commits, reads, until nothing is left to do.
  void settle();
  // Runs what was deferred, without letting the disk work; what is deferred meanwhile too.
  void run_deferred();
  // One turn of the loop: what is deferred meanwhile is for the next one.
  void run_turn();
  // 0 when the recording is not in memory.
  [[nodiscard]] std::uint64_t committed_sequence(observer::RecordingId recording_id) const;

  ManualClock& clock;
  SeededRandom& random;
  gateway::AccountDirectory directory;
  std::unique_ptr<StepJournal> journal;
  std::optional<observer::TrustedClock> trusted_clock;
  MemoryTrail trail;
  std::deque<std::function<void()>> deferred;
  std::optional<gateway::Live> live;
};

// One peer of the server: sends frames, and keeps the frames that it has taken.
class Peer {
 public:
  Peer(LiveServer& server, const observer::Account& account, gateway::Encoding encoding = gateway::Encoding::binary);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  // As if it had been read, whether or not the server reads from this peer.
  void send(const v1::ClientFrame& frame);
  [[nodiscard]] bool is_read_from() const { return session->can_take_message(); }
  // Takes everything that waits, and gives it.
  std::vector<v1::ServerFrame> take_all();
  // Takes everything, and gives the frames of one kind.
  std::vector<v1::ServerFrame> take(v1::ServerFrame::FrameCase kind);

  // The connection ends without a word.
  void cut();

  FakeConnection connection;
  std::shared_ptr<gateway::LiveSession> session;

 private:
  bool is_cut_ = false;
};

[[nodiscard]] v1::ClientFrame publish(const std::string& recording_id, const std::string& client_id,
                                      std::uint64_t client_seq, const v1::EventBody& body);
[[nodiscard]] v1::ClientFrame subscribe(const std::string& recording_id, std::uint64_t after_sequence = 0);
[[nodiscard]] v1::EventBody opening(v1::Channel channel = v1::CHANNEL_PHONE);

// The events of all EventBatch frames among `frames`, in order.
[[nodiscard]] std::vector<v1::Event> events_in(const std::vector<v1::ServerFrame>& frames);

// A server on a file of its own with one peer a person, for tests of single behaviours.
class LiveWorld {
 public:
  LiveWorld();

  // Opens an interview as the platform; its id.
  std::string open_interview(v1::Channel channel = v1::CHANNEL_PHONE);
  // Publishes as the platform, and lets the disk work.
  void say(const std::string& interview_id, const v1::EventBody& body);
  [[nodiscard]] std::string marking_of(const std::string& interview_id, const observer::Account& assessor) const;

  TemporaryDirectory directory;
  ManualClock clock;
  SeededRandom random{1};
  LiveServer server;
  Peer platform;
  std::string platform_client_id;

 private:
  std::unordered_map<std::string, std::uint64_t> platform_seq_;
};

}  // namespace regard::tests

#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/ports/journal.hpp"
#include "observer/recording/feed.hpp"
#include "observer/recording/trusted_clock.hpp"
#include "observer/recordings/recordings.hpp"

namespace regard::observer {

// Brings recordings into memory when somebody asks for them, and drops those that nobody uses: what is in memory does
// not grow with what was ever recorded. Thread: the owner's.
class Residence {
 public:
  // Is told why a recording could not be brought: for whoever runs the server, not for whoever asked.
  using Unreadable = std::function<void(RecordingId recording_id, const std::string& reason)>;

  // All must outlive this object, and the journal run or drop its callbacks before it goes.
  Residence(Recordings& recordings, PageTurns& turns, const Feed& feed, TrustedClock& clock, Unreadable unreadable)
      : recordings_(recordings), turns_(turns), feed_(feed), clock_(clock), unreadable_(std::move(unreadable)) {}

  using Present = std::move_only_function<void(std::expected<void, Refusal>)>;

  // Asked by an account, whose turns the readings take. Runs `then` once what the journal holds of the recording and
  // its family is in memory: before this returns if it is there already. A recording that was never opened is none the
  // less "present": there is nothing to bring. The refusal (store_unreadable): it cannot be read, or does not fit
  // together. What is asked of one recording is run in the order in which it was asked.
  void when_present(AccountId account_id, RecordingId recording_id, Present then);
  // Whether when_present() would run at once.
  [[nodiscard]] bool is_present(RecordingId recording_id) const;

  // Drops what has not been used for a while. Call about once a second.
  void drop_unused();

 private:
  // A family on its way into memory.
  struct Load {
    // Who asked first.
    AccountId account_id;
    // What was asked for until the family is known, then all of the family, the conversation first.
    std::vector<RecordingId> members;
    // Folded apart: nobody may see half a recording.
    Recordings staged;
    // Those that are still to be read, the next one last.
    std::vector<RecordingId> to_read;
    std::uint64_t cursor = 0;
    std::vector<Present> waiting;
  };

  using LoadPtr = std::shared_ptr<Load>;

  void start(AccountId account_id, RecordingId recording_id, Present then);
  void on_family(const LoadPtr& load, std::expected<std::vector<RecordingId>, StoreFailure> members);
  // Who waits for any of the members waits for this load.
  void gather(const LoadPtr& load, const std::vector<RecordingId>& members);
  void read_on(const LoadPtr& load);
  void on_page(const LoadPtr& load, std::expected<Journal::Page, StoreFailure> page);
  [[nodiscard]] static std::expected<void, std::string> fold(Load& load, const StampedEvent& event);
  void finish(const LoadPtr& load, const std::expected<void, Refusal>& outcome);
  void fail(const LoadPtr& load, const std::string& reason);
  [[nodiscard]] bool is_in_use(const Family& family) const;

  Recordings& recordings_;
  PageTurns& turns_;
  const Feed& feed_;
  TrustedClock& clock_;
  Unreadable unreadable_;
  // By each recording that is on its way.
  std::unordered_map<RecordingId, LoadPtr> loading_;
};

}  // namespace regard::observer

#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "observer/event.hpp"

namespace regard::observer {

// Why the store could not do what was asked, in words for the IT team.
struct StoreFailure {
  std::string reason;
};

// The port through which events are kept and read again; `storage/` fills it, whatever the database engine.
//
// Thread: all methods are called on the owner's thread (the gateway's), and every callback is run on that thread.
class Journal {
 public:
  virtual ~Journal() = default;

  // Empty once the events are committed and on disk; the failure when they are not and never will be.
  using Committed = std::move_only_function<void(std::expected<void, StoreFailure>)>;

  // Hands over events to be kept. The events of one call are committed together or not at all; calls are committed in
  // order, several of them in one transaction when they wait at the same moment (group commit).
  //
  // After the first failure the journal is poisoned: that call and all later ones fail with the same reason, until the
  // process is restarted, because the state of the log after a failed commit is unknown.
  //
  // Requires: each recording's sequence numbers follow those already handed over without a gap.
  virtual void append(std::vector<StampedEvent> events, Committed done) = 0;

  using Page = std::vector<StampedEvent>;
  using PageRead = std::move_only_function<void(std::expected<Page, StoreFailure>)>;

  // Reads committed events of `recording_id` with sequence > `after_sequence`, in sequence, at most `limit` of them. An
  // empty page means that nothing more was committed when it was read. An unknown recording reads as empty.
  virtual void read(RecordingId recording_id, std::uint64_t after_sequence, std::size_t limit, PageRead done) = 0;
};

// Every committed event, in commit order: from this the owner rebuilds its state at start, before the journal is used.
using EventVisitor = std::function<void(const StampedEvent&)>;

}  // namespace regard::observer

#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <vector>

#include "observer/event.hpp"
#include "observer/ports/store_failure.hpp"

namespace regard::observer {

// The port through which events are kept and read again; `storage/` fills it, whatever the database engine.
//
// Thread: all methods are called on the owner's thread (the gateway's), and every callback is run on that thread.
class Journal {
 public:
  virtual ~Journal() = default;

  // Hands over events to be kept. The events of one call are committed together or not at all; calls are committed in
  // order, several of them in one transaction when they wait at the same moment (group commit).
  //
  // After the first failure the journal is poisoned: that call and all later ones fail with the same reason, until the
  // process is restarted, because the state of the log after a failed commit is unknown.
  //
  // Requires: each recording's sequence numbers follow those already handed over without a gap.
  virtual void append(std::vector<StampedEvent> events, Committed done) = 0;

  // False while the disk is too full for new events; what was handed over is kept all the same.
  [[nodiscard]] virtual bool has_room() const = 0;

  using Page = std::vector<StampedEvent>;
  using PageRead = std::move_only_function<void(std::expected<Page, StoreFailure>)>;

  // Reads committed events of `recording_id` with sequence > `after_sequence`, in sequence, at most `limit` of them. An
  // empty page means that nothing more was committed when it was read. An unknown recording reads as empty.
  virtual void read(RecordingId recording_id, std::uint64_t after_sequence, std::size_t limit, PageRead done) = 0;

  using FamilyRead = std::move_only_function<void(std::expected<std::vector<RecordingId>, StoreFailure>)>;

  // The committed recordings of the family that `recording_id` is of, in the order in which they were opened; empty
  // when no event of it is committed.
  virtual void read_family(RecordingId recording_id, FamilyRead done) = 0;
};

}  // namespace regard::observer

#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>

#include "observer/accounts/account.hpp"
#include "observer/event.hpp"
#include "observer/ports/journal.hpp"

namespace regard::storage {

using Done = std::expected<void, observer::StoreFailure>;

// Reads pages of committed events. One thread at a time.
class ReadingEngine {
 public:
  virtual ~ReadingEngine() = default;

  // As observer::Journal::read, at once. A page may be shorter than asked for (kMaxPageEvents, kMaxPageBytes), but is
  // empty only when there is nothing more. An erased payload reads as an empty one.
  [[nodiscard]] virtual std::expected<observer::Journal::Page, observer::StoreFailure> read(
      const observer::RecordingId& recording_id, std::uint64_t after_sequence, std::size_t limit) = 0;
};

// What the group commit asks of a database engine. Synchronous; one thread at a time. After the first failed write
// every later one fails with the same reason: the state of a log after a failed commit is unknown.
class WritingEngine {
 public:
  virtual ~WritingEngine() = default;

  // All of the events in one transaction, on disk when it returns; on failure none of them counts as kept.
  [[nodiscard]] virtual Done commit(std::span<const observer::StampedEvent> events) = 0;
  [[nodiscard]] virtual Done put_session(const observer::SignInSession& session) = 0;
  [[nodiscard]] virtual Done remove_session(const std::string& token_hash) = 0;

  // Work that is better done off the acknowledging path (index, checkpoint): all of it in an idle moment, or only what
  // can no longer wait for one.
  enum class Maintenance { kAll, kOverdue };
  [[nodiscard]] virtual Done maintain(Maintenance what) = 0;

  // A reader that sees whatever is committed when it reads, and may be used on a thread of its own.
  [[nodiscard]] virtual std::expected<std::unique_ptr<ReadingEngine>, observer::StoreFailure> open_reader() const = 0;
};

}  // namespace regard::storage

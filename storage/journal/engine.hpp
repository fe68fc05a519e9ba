#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/accounts/invitation.hpp"
#include "observer/accounts/second_factor.hpp"
#include "observer/event.hpp"
#include "observer/ports/journal.hpp"
#include "storage/journal/stored_event.hpp"

// What the journal asks of a database engine: a second engine is one folder that fills these two, and passes
// tests/storage/conformance.
namespace regard::storage {

using Done = std::expected<void, observer::StoreFailure>;
template <typename T>
using Found = std::expected<T, observer::StoreFailure>;

// An event's place in commit order: later ones have greater positions; the first is above 0. There may be gaps.
using Position = std::int64_t;

// Walks the journal in commit order.
struct Walk {
  Position after = 0;
  // Only events of these kinds; empty: of all.
  std::vector<std::uint32_t> kinds{};
  // At most so many events.
  std::size_t limit = SIZE_MAX;
};
using Visitor = std::function<void(Position position, StoredEvent event)>;
using LinkVisitor = std::function<void(Position position, std::uint32_t kind, const Digest& chain)>;

// An event, and where it lies.
struct LocatedEvent {
  Position position = 0;
  StoredEvent event;
};

// Where a recording's chain goes on.
struct Head {
  std::uint64_t sequence = 0;
  Digest chain{};
};

// Reads what is committed. One thread at a time.
class ReadingEngine {
 public:
  virtual ~ReadingEngine() = default;

  // As observer::Journal::read, at once. A page may be shorter than asked for, but is empty only when there is nothing
  // more.
  [[nodiscard]] virtual Found<observer::Journal::Page> read(const observer::RecordingId& recording_id,
                                                            std::uint64_t after_sequence, std::size_t limit) = 0;
  // As observer::Journal::read_family, at once.
  [[nodiscard]] virtual Found<std::vector<observer::RecordingId>> read_family(
      const observer::RecordingId& recording_id) = 0;
  // Of the recording's newest event; nothing when it has none.
  [[nodiscard]] virtual Found<std::optional<Head>> head(const observer::RecordingId& recording_id) = 0;
  // Nothing when there is none. May be called within a walk.
  [[nodiscard]] virtual Found<std::optional<LocatedEvent>> find(const observer::RecordingId& recording_id,
                                                                std::uint64_t sequence) = 0;
  // In one view of the journal. Gives the position up to which it has seen everything: of the last event visited when
  // the limit was reached, else the newest there is.
  [[nodiscard]] virtual Found<Position> walk(const Walk& walk, const Visitor& visitor) = 0;
  // The same, of all kinds: of each event only where it lies, what it is, and its chain value, which costs a fraction.
  [[nodiscard]] virtual Found<Position> walk_links(Position after, std::size_t limit, const LinkVisitor& visitor) = 0;
  [[nodiscard]] virtual Found<Position> newest_position() = 0;
  // What is wrong with the engine's own structures, one sentence each.
  [[nodiscard]] virtual Found<std::vector<std::string>> check_structure() = 0;
};

// An event ready to be kept. Both must live during the commit.
struct LinkedEvent {
  const observer::StampedEvent* event = nullptr;
  const Link* link = nullptr;
};

// Writes. Synchronous; one thread at a time. After the first failed write every later one fails with the same reason:
// the state of a log after a failed commit is unknown.
class WritingEngine {
 public:
  virtual ~WritingEngine() = default;

  // All of the events in one transaction, on disk when it returns; on failure none of them counts as kept.
  [[nodiscard]] virtual Done commit(std::span<const LinkedEvent> events) = 0;
  // Of the recording's newest committed event; nothing when it has none.
  [[nodiscard]] virtual Found<std::optional<Head>> head(const observer::RecordingId& recording_id) = 0;
  // The greatest server_mono_ns of the journal, at the cost of one look; 0 when it is empty.
  [[nodiscard]] virtual Found<std::int64_t> newest_stamp_ns() = 0;

  // Adds the account, or replaces the one with its account_id. A login that another account has is refused, and is no
  // failed write.
  [[nodiscard]] virtual Done put_account(const observer::Account& account) = 0;
  // By login.
  [[nodiscard]] virtual Found<std::vector<observer::Account>> accounts() = 0;
  [[nodiscard]] virtual Found<std::optional<observer::Account>> find_account(const std::string& login) = 0;

  [[nodiscard]] virtual Done put_session(const observer::SignInSession& session) = 0;
  [[nodiscard]] virtual Done remove_session(const std::string& token_hash) = 0;
  [[nodiscard]] virtual Done remove_sessions_of(const observer::AccountId& account_id,
                                                const std::string& but_token_hash) = 0;
  [[nodiscard]] virtual Done purge_expired_sessions(std::int64_t now_wall_ns) = 0;
  [[nodiscard]] virtual Found<std::vector<observer::SignInSession>> sessions() = 0;

  [[nodiscard]] virtual Done put_token(const observer::IntegrationToken& token) = 0;
  [[nodiscard]] virtual Done remove_token(const std::string& token_hash) = 0;
  [[nodiscard]] virtual Found<std::vector<observer::IntegrationToken>> tokens() = 0;

  [[nodiscard]] virtual Done put_second_factor(const observer::SecondFactor& factor) = 0;
  [[nodiscard]] virtual Done remove_second_factor(const observer::AccountId& account_id) = 0;
  [[nodiscard]] virtual Found<std::vector<observer::SecondFactor>> second_factors() = 0;

  // Adds it, or replaces the account's own.
  [[nodiscard]] virtual Done put_invitation(const observer::Invitation& invitation) = 0;
  [[nodiscard]] virtual Done remove_invitation(const observer::AccountId& account_id) = 0;
  [[nodiscard]] virtual Found<std::vector<observer::Invitation>> invitations() = 0;

  // Work that is better done off the acknowledging path (index, checkpoint): all of it in an idle moment, or only what
  // can no longer wait for one.
  enum class Maintenance { kAll, kOverdue };
  [[nodiscard]] virtual Done maintain(Maintenance what) = 0;
  // Whether what is written is still kept, as far as a look at the files says. A failure counts as a failed write, and
  // after one this fails with the same reason.
  [[nodiscard]] virtual Done check() = 0;

  // A reader that sees whatever is committed when it reads, and may be used on a thread of its own.
  [[nodiscard]] virtual Found<std::unique_ptr<ReadingEngine>> open_reader() const = 0;
};

}  // namespace regard::storage

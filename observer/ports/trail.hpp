#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "observer/ports/store_failure.hpp"
#include "observer/uuid.hpp"

namespace regard::observer {

// What somebody did that others may ask about later. APPEND-ONLY: the numbers are kept.
enum class TrailKind : std::uint8_t {
  signed_in = 1,
  // Nobody was let in under this login, or with this token; the detail says why.
  sign_in_failed = 2,
  signed_out = 3,
  // The subject is a recording: it was followed or replayed.
  recording_read = 4,
  // The subject is a recording.
  receipt_given = 5,
  // An administrator's command; the subject is the login that it is about, the detail what was done.
  account_changed = 6,
  // By its owner; the detail says what.
  own_account_changed = 7,
  trail_read = 8,
  // So many entries could not be kept.
  entries_lost = 9,
  // A program connected; the subject is the token's id.
  token_used = 10,
  // The password was right, the code is asked for.
  code_asked = 11,
  // Somebody signed in could not prove who they are, to change the account.
  own_account_refused = 12,
  // The subject is an interview, the detail the reason that was given.
  seal_lifted = 13,
};

struct TrailEntry {
  TrailKind kind = TrailKind::entries_lost;
  std::int64_t wall_ns = 0;
  // Who, or whom somebody claimed to be; nil where it is nobody whom the server knows.
  AccountId account_id{};
  // As it was then, or as it was typed.
  std::string login{};
  // From where; empty for the server's own machine.
  std::string address{};
  // What it was about, and what more there is to say: see the kinds.
  std::string subject{};
  std::string detail{};
  // How often, where one entry stands for many.
  std::uint64_t count = 1;

  bool operator==(const TrailEntry&) const = default;
};

// What is not set asks for nothing.
struct TrailQuery {
  std::optional<TrailKind> kind{};
  // Of this login, as it was typed, or about it.
  std::optional<std::string> login{};
  // Within [from, until) by the wall clock.
  std::optional<std::int64_t> from_wall_ns{};
  std::optional<std::int64_t> until_wall_ns{};
  // Only entries before the one with this number: where a page ended.
  std::optional<std::int64_t> before{};
  std::size_t limit = 0;
};

struct NumberedTrailEntry {
  std::int64_t number = 0;
  TrailEntry entry;
};

// The latest first.
struct TrailPage {
  std::vector<NumberedTrailEntry> entries;
  bool has_more = false;
};

// The port through which it is kept who did what. Thread: the owner's.
class Trail {
 public:
  virtual ~Trail() = default;
  // Kept within about a second; never waits.
  virtual void note(TrailEntry entry) = 0;
  // `done` is called on any thread. All that was noted before is in it.
  using Found = std::move_only_function<void(std::expected<TrailPage, StoreFailure>)>;
  virtual void find(TrailQuery query, Found done) = 0;
};

}  // namespace regard::observer

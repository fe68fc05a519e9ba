#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "observer/interview/interview_summary.hpp"
#include "observer/ports/store_failure.hpp"

namespace regard::observer {

enum class InterviewState : std::uint8_t {
  live,
  // Closed, but not all its markings are.
  sealed,
  unsealed,
  // Of those that are sealed, in one person's list: their own marking is open; it is not, another's is. In everybody's
  // list each that is sealed is somebody's to close, and none awaits.
  to_close,
  awaiting,
};

// Which interviews are asked for; what is not set asks for nothing.
struct InterviewFilter {
  // Only those that this account sits in, whatever else is asked: for whoever may not see all.
  std::optional<AccountId> seen_by{};
  // In the list of `seen_by`, or else of `person`.
  std::optional<InterviewState> state{};
  std::optional<v1::Channel> channel{};
  std::optional<std::string> block_code{};
  // Only those that this account sits in.
  std::optional<AccountId> person{};
  // Opened in [from, until) by the wall clock.
  std::optional<std::int64_t> opened_from_wall_ns{};
  std::optional<std::int64_t> opened_until_wall_ns{};
  // Every word must begin a word of the title, of a person's name, or of what is said of the interlocutor; accents and
  // capitals do not matter. Empty: any.
  std::string words{};
};

// Of the live ones, which come first, and of the others.
enum class InterviewOrder : std::uint8_t { newest_first, oldest_first };

// Where a page ended. It says nothing but what the last interview of the page says of itself.
struct InterviewCursor {
  bool is_live = false;
  std::int64_t opened_wall_ns = 0;
  // Tells interviews of the same moment apart.
  RecordingId interview_id;

  bool operator==(const InterviewCursor&) const = default;
};

struct InterviewQuery {
  InterviewFilter filter{};
  std::optional<InterviewCursor> after{};
  std::size_t limit = 0;
  InterviewOrder order = InterviewOrder::newest_first;
};

// How far the interviews of a list are counted: whoever has more before them narrows the list down, and counting on
// would take the longer the more there are.
inline constexpr std::uint64_t kMaxCountedInterviews = 1'000;

// How many interviews a list has altogether.
struct InterviewCount {
  std::uint64_t counted = 0;
  bool has_uncounted = false;

  bool operator==(const InterviewCount&) const = default;
};

struct InterviewPage {
  std::vector<InterviewSummary> interviews;
  // Set when there are more.
  std::optional<InterviewCursor> next;
  // On the first page.
  std::optional<InterviewCount> count;
};

// Reads the catalogue, on the catalogue's own thread. Every answer knows at least all that was committed when the job
// that asks was handed over.
class CatalogueReader {
 public:
  virtual ~CatalogueReader() = default;
  [[nodiscard]] virtual std::expected<InterviewPage, StoreFailure> find(const InterviewQuery& query) = 0;
  // Nothing when there is none.
  [[nodiscard]] virtual std::expected<std::optional<InterviewSummary>, StoreFailure> find_one(
      RecordingId interview_id) = 0;
  [[nodiscard]] virtual std::expected<std::uint64_t, StoreFailure> live_count() = 0;
};

// The port to the read model: every interview that was ever recorded, folded from the journal into a database of its
// own, which may be deleted and is rebuilt.
class Catalogue {
 public:
  virtual ~Catalogue() = default;

  using Job = std::move_only_function<void(std::expected<std::reference_wrapper<CatalogueReader>, StoreFailure>)>;

  // Runs the job on the catalogue's thread, in the order of the calls: whoever searches also renders there. The job
  // itself posts its result to whoever waits. The failure is the catalogue's, which could not be brought up to date.
  virtual void run(Job job) = 0;
};

}  // namespace regard::observer

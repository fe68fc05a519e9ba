#include "storage/trail/trail_thread.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "storage/trail/limits.hpp"

namespace regard::storage {
namespace {

using observer::TrailEntry;
using observer::TrailKind;
using std::chrono::steady_clock;

void cut(std::string& text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return;
  std::size_t end = max_bytes;
  const auto is_within_character = [&] { return (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U; };
  while (end > 0 && is_within_character()) --end;
  text.resize(end);
}

constexpr std::int64_t kBetweenRemovalsNs = std::chrono::nanoseconds(kBetweenRemovals).count();

// When the trail was written last; what cannot be read is said by whoever writes next.
std::int64_t newest_wall_ns(TrailDatabase& database) { return database.newest_wall_ns().value_or(0); }

}  // namespace

TrailThread::TrailThread(Parts parts)
    : parts_(std::move(parts)),
      removed_at_wall_ns_(newest_wall_ns(*parts_.database) - kBetweenRemovalsNs),
      next_tally_(steady_clock::now() + kTallyPause),
      head_(parts_.database->head()),
      thread_([this] { work(); }) {}

TrailThread::~TrailThread() { stop(); }

void TrailThread::note(TrailEntry entry) {
  entry.wall_ns = parts_.now_wall_ns();
  const std::size_t max_bytes = entry.account_id.is_nil() ? kMaxStrangersTextBytes : kMaxTrailTextBytes;
  for (std::string* text : {&entry.login, &entry.address, &entry.subject, &entry.detail}) cut(*text, max_bytes);
  const std::lock_guard lock(mutex_);
  if (!tally_.is_first(entry, steady_clock::now())) return;
  const bool is_repeatable = Tally::is_repeatable(entry.kind);
  if (queue_.entries.size() < (is_repeatable ? kMaxQueuedRepeatable : kMaxQueuedEntries)) {
    return queue_.entries.push_back(std::move(entry));
  }
  ++queue_.lost_count;
}

void TrailThread::find(observer::TrailQuery query, Found done) {
  const char* reason = "the server is stopping";
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && queue_.questions.size() < kMaxQueuedTrailQueries) {
      queue_.questions.push_back({std::move(query), std::move(done)});
      wake_.notify_one();
      return;
    }
    if (!stopping_) reason = "too many questions to the access trail are waiting";
  }
  done(std::unexpected(observer::StoreFailure{reason}));
}

void TrailThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool TrailThread::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

TrailHead TrailThread::head() {
  const std::lock_guard lock(mutex_);
  return head_;
}

void TrailThread::signed_up_to(std::int64_t number) {
  const std::lock_guard lock(mutex_);
  signed_number_ = number;
}

std::int64_t TrailThread::signed_number() {
  const std::lock_guard lock(mutex_);
  return signed_number_;
}

TrailThread::Waiting TrailThread::take() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kTrailPause, [this] { return stopping_ || !queue_.questions.empty(); });
  // Whoever asks sees all that there is.
  const auto now = steady_clock::now();
  if (stopping_ || !queue_.questions.empty() || now >= next_tally_) {
    std::ranges::move(tally_.take(), std::back_inserter(queue_.entries));
    next_tally_ = now + kTallyPause;
  }
  return std::exchange(queue_, {});
}

void TrailThread::work() {
  for (bool is_last = false; !is_last;) {
    is_last = is_stopping();
    Waiting waiting = take();
    keep(waiting);
    for (Question& question : waiting.questions) question.done(parts_.database->find(question.query));
    remove_old();
  }
}

void TrailThread::keep(Waiting& waiting) {
  std::ranges::move(waiting.entries, std::back_inserter(unkept_));
  if (waiting.lost_count > 0) {
    unkept_.push_back({.kind = TrailKind::entries_lost, .wall_ns = parts_.now_wall_ns(), .count = waiting.lost_count});
  }
  if (unkept_.empty()) return;
  const Done kept = parts_.database->append(unkept_);
  report(kept);
  if (kept) {
    unkept_.clear();
    const std::lock_guard lock(mutex_);
    head_ = parts_.database->head();
    return;
  }
  // Tried again with the next ones, as long as there is room.
  if (unkept_.size() < kMaxQueuedEntries) return;
  TrailEntry lost{.kind = TrailKind::entries_lost, .wall_ns = parts_.now_wall_ns(), .count = 0};
  for (const TrailEntry& entry : unkept_) lost.count += entry.count;
  unkept_ = {lost};
}

void TrailThread::remove_old() {
  const std::int64_t signed_up_to = signed_number();
  if (signed_up_to == 0) return;
  const std::int64_t now = parts_.now_wall_ns();
  const std::int64_t since = now - removed_at_wall_ns_;
  // A clock that was set back tells nothing.
  if (since >= 0 && since < kBetweenRemovalsNs) return;
  // Nor does one that has leapt forward, until it has stood for as long as there is between two removals.
  const std::int64_t believed = std::min(now, removed_at_wall_ns_ + kBetweenRemovalsNs);
  removed_at_wall_ns_ = now;
  const std::int64_t term_ns = std::chrono::nanoseconds(parts_.term).count();
  report(parts_.database->remove({believed - term_ns, now, signed_up_to}));
}

void TrailThread::report(const Done& done) {
  const std::string trouble = done ? "" : done.error().reason;
  if (std::exchange(trouble_, trouble) != trouble && !trouble.empty()) parts_.on_trouble(trouble);
}

}  // namespace regard::storage

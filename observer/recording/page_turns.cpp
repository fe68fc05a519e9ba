#include "observer/recording/page_turns.hpp"

#include <utility>

#include "observer/recording/limits.hpp"

namespace regard::observer {

void PageTurns::read(AccountId account_id, RecordingId recording_id, std::uint64_t after_sequence, std::size_t limit,
                     Journal::PageRead done) {
  enqueue(account_id, [this, recording_id, after_sequence, limit, done = std::move(done)]() mutable {
    journal_.read(recording_id, after_sequence, limit, ending_turn(std::move(done)));
  });
}

void PageTurns::read_family(AccountId account_id, RecordingId recording_id, Journal::FamilyRead done) {
  enqueue(account_id, [this, recording_id, done = std::move(done)]() mutable {
    journal_.read_family(recording_id, ending_turn(std::move(done)));
  });
}

template <typename Done>
Done PageTurns::ending_turn(Done done) {
  return [this, done = std::move(done)](auto found) mutable {
    --in_flight_;
    // First: what is done with it may ask for more.
    start_next();
    done(std::move(found));
  };
}

void PageTurns::enqueue(AccountId account_id, Reading reading) {
  auto& waiting = waiting_[account_id];
  if (waiting.empty()) order_.push_back(account_id);
  waiting.push_back(std::move(reading));
  start_next();
}

void PageTurns::start_next() {
  if (in_flight_ >= limits::kMaxPagesInFlight || order_.empty()) return;
  const AccountId account_id = order_.front();
  order_.pop_front();
  const auto found = waiting_.find(account_id);
  Reading reading = std::move(found->second.front());
  found->second.pop_front();
  if (found->second.empty()) {
    waiting_.erase(found);
  } else {
    order_.push_back(account_id);
  }
  ++in_flight_;
  reading();
}

}  // namespace regard::observer

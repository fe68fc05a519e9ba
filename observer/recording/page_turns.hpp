#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <unordered_map>

#include "observer/ports/journal.hpp"

namespace regard::observer {

// Readings of the journal in fair turns. The journal reads one page after the other, whoever asked: so only a few are
// with it at a time, and the next one is that of the account whose turn it is. However much one account asks for,
// another waits for a few pages only. Thread: the owner's.
class PageTurns {
 public:
  // The journal must outlive this object, and run or drop its callbacks before it goes.
  explicit PageTurns(Journal& journal) : journal_(journal) {}

  // As the journal's own, when it is the account's turn.
  void read(AccountId account_id, RecordingId recording_id, std::uint64_t after_sequence, std::size_t limit,
            Journal::PageRead done);
  void read_family(AccountId account_id, RecordingId recording_id, Journal::FamilyRead done);

 private:
  using Reading = std::move_only_function<void()>;

  void enqueue(AccountId account_id, Reading reading);
  void start_next();
  // Runs `done` with what was found, and gives the turn to the next.
  template <typename Done>
  [[nodiscard]] Done ending_turn(Done done);

  Journal& journal_;
  std::size_t in_flight_ = 0;
  std::unordered_map<AccountId, std::deque<Reading>> waiting_;
  // Each account with a reading that waits, once.
  std::deque<AccountId> order_;
};

}  // namespace regard::observer

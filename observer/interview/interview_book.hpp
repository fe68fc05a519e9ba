#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/event.hpp"
#include "observer/interview/interview.hpp"
#include "observer/ports/people.hpp"
#include "observer/ports/random.hpp"
#include "observer/referential/referential.hpp"
#include "observer/refusal.hpp"
#include "regard/v1/api/interviews.pb.h"

namespace regard::observer {

// An event that has not been stamped yet.
struct Draft {
  RecordingId recording_id;
  v1::EventBody body;
};

// What becomes of a published body.
struct Admission {
  // Takes the place of the published body when there was something to complete: the version of the referential, the
  // persons' ids and names.
  std::optional<v1::EventBody> completed;
  // Comes with it: for InterviewOpened the opening of each assessor's marking.
  std::vector<Draft> added;
};

// All interviews and the rules on what may be published to them and who may read them. Owns no input or output: it
// checks and folds. Not thread-safe: the gateway's thread owns it.
class InterviewBook {
 public:
  // All must outlive the book.
  InterviewBook(const Referential& referential, const People& people, Random& random);

  // Checks a body that `author` wants to publish to `recording_id`. Changes nothing: call apply() with the stamped
  // events once they are accepted.
  [[nodiscard]] std::expected<Admission, Refusal> admit(const Author& author, RecordingId recording_id,
                                                        const v1::EventBody& body) const;

  // Folds a stamped event: live ones as they are accepted, old ones at start. The event was admitted before, so it is
  // never refused; a journal that holds an impossible one is damaged, and the error says where.
  [[nodiscard]] std::expected<void, std::string> apply(const EventHeader& header, const v1::EventBody& body);

  // The recording's events up to `sequence` are on disk.
  void committed(RecordingId recording_id, std::uint64_t sequence);

  // Whether the account may read the recording (events, presence and signals alike). A recording that may not be read
  // is refused with the same words as one that does not exist, so that a refusal tells nothing.
  //
  // The seal: an assessor's marking is readable by that assessor alone until the interview is no longer sealed; then
  // also by the interview's other assessors, quality managers and organisers. A candidate never reads marks.
  [[nodiscard]] std::expected<void, Refusal> may_read(const Account& account, RecordingId recording_id) const;

  // Null when there is none.
  [[nodiscard]] const Interview* interview(RecordingId interview_id) const;
  // The interview that a conversation or marking recording belongs to; null when there is none.
  [[nodiscard]] const Interview* interview_of(RecordingId recording_id) const;
  // Those whose conversation the account may read: live first, then the latest first.
  [[nodiscard]] std::vector<const Interview*> interviews_for(const Account& account) const;
  [[nodiscard]] std::size_t live_count() const;
  // The interview as this account may see it: only readable recordings are named.
  [[nodiscard]] v1::Interview describe(const Interview& interview, const Account& account) const;

 private:
  // Where a recording belongs.
  struct Place {
    Interview* interview = nullptr;
    // Index in interview->markings; nothing for the conversation.
    std::optional<std::size_t> marking_index;

    [[nodiscard]] v1::RecordingKind kind() const;
    [[nodiscard]] bool may_read(AccountId account_id, v1::Role role) const;
  };

  [[nodiscard]] const Place* find_place(RecordingId recording_id) const;
  [[nodiscard]] std::expected<Admission, Refusal> admit_opening(const Author& author, RecordingId recording_id,
                                                                const v1::EventBody& body) const;
  [[nodiscard]] std::optional<Refusal> check(const Place& place, const Author& author, const v1::EventBody& body) const;
  [[nodiscard]] bool fold_opening(const EventHeader& header, const v1::InterviewOpened& opened);
  [[nodiscard]] bool fold_marking_opening(const EventHeader& header, const v1::MarkingOpened& opened);
  [[nodiscard]] bool fold(const EventHeader& header, const v1::EventBody& body);

  const Referential& referential_;
  const People& people_;
  Random& random_;
  std::unordered_map<RecordingId, std::unique_ptr<Interview>> interviews_;
  std::unordered_map<RecordingId, Place> places_;
};

}  // namespace regard::observer

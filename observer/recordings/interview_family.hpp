#pragma once

#include <memory>
#include <vector>

#include "observer/interview/interview.hpp"
#include "observer/interview/interview_summary.hpp"
#include "observer/marking/marking.hpp"
#include "observer/recordings/aggregate.hpp"

namespace regard::observer {

// An interview, all its markings, and the brief: what is loaded together, because the seal asks for all markings, and
// who may read them for who sits in the interview.
struct InterviewFamily {
  Interview interview;
  // In the order of opened.assessors. Each stays where it is.
  std::vector<std::unique_ptr<Marking>> markings;
  // Nil when the role-player was given none.
  RecordingId brief_id{};

  // True until the interview and all its markings are closed, and that is on disk: a seal that was lifted never comes
  // back, not even after a failed commit.
  [[nodiscard]] bool is_sealed() const;
  // Null when the assessor marks nothing in this interview.
  [[nodiscard]] const Marking* marking_of(AccountId assessor_id) const;
  // As far as it is accepted, perhaps not committed yet; but for the seal.
  [[nodiscard]] InterviewSummary summary() const;
};

// The recordings of an interview's family; the family and the referential must outlive them.
[[nodiscard]] std::unique_ptr<Aggregate> make_conversation(InterviewFamily& family, const Referential& referential);
[[nodiscard]] std::unique_ptr<Aggregate> make_marking_recording(InterviewFamily& family, Marking& marking,
                                                                const Referential& referential);
[[nodiscard]] std::unique_ptr<Aggregate> make_brief_recording(InterviewFamily& family, const Referential& referential);

}  // namespace regard::observer

#pragma once

#include <set>
#include <vector>

#include "observer/interview/interview_summary.hpp"
#include "observer/ports/catalogue.hpp"

// Under which state an interview lies in whose list.
namespace regard::storage {

// Whose list a filter reads: a person's is as short as any filter by that person makes it. Nil: everybody's.
[[nodiscard]] observer::AccountId scope_of(const observer::InterviewFilter& filter);

// An interview's places in lists.
struct Listing {
  // In everybody's.
  observer::InterviewState state = observer::InterviewState::live;
  // Of a sealed one: who has not finished. Those who are not known any more are in nobody's list.
  std::set<observer::AccountId> open_markings{};

  bool operator==(const Listing&) const = default;
  [[nodiscard]] observer::InterviewState state_for(const observer::AccountId& scope) const;
};
[[nodiscard]] Listing listing_of(const observer::InterviewSummary& summary);

// What lies under the state in somebody's list lies under this one in everybody's.
[[nodiscard]] observer::InterviewState everybodys_state(observer::InterviewState state);

// The states under which a list holds what is asked for, of the interviews that are live, or of those that are not.
[[nodiscard]] std::vector<observer::InterviewState> states_asked(const observer::InterviewFilter& filter, bool is_live);
// The same for a search, which tells apart whose marking is open only where that is asked for.
[[nodiscard]] std::vector<observer::InterviewState> states_searched(const observer::InterviewFilter& filter,
                                                                    bool is_live);

// The states under which other persons' lists hold what one person's holds under this one.
[[nodiscard]] std::vector<observer::InterviewState> states_elsewhere(observer::InterviewState state);

}  // namespace regard::storage

#include "storage/catalogue/listing.hpp"

#include <algorithm>

namespace regard::storage {

using observer::InterviewState;

observer::AccountId scope_of(const observer::InterviewFilter& filter) {
  return filter.seen_by.value_or(filter.person.value_or(observer::AccountId{}));
}

InterviewState Listing::state_for(const observer::AccountId& scope) const {
  if (scope.is_nil() || state != InterviewState::sealed) return state;
  return open_markings.contains(scope) ? InterviewState::to_close : InterviewState::awaiting;
}

Listing listing_of(const observer::InterviewSummary& summary) {
  if (summary.is_live()) return {InterviewState::live};
  if (!summary.is_sealed) return {InterviewState::unsealed};
  Listing listing{InterviewState::sealed};
  for (const observer::MarkingSummary& marking : summary.markings) {
    if (!marking.is_closed && !marking.assessor_id.is_nil()) listing.open_markings.insert(marking.assessor_id);
  }
  return listing;
}

InterviewState everybodys_state(InterviewState state) {
  const bool is_somebodys = state == InterviewState::to_close || state == InterviewState::awaiting;
  return is_somebodys ? InterviewState::sealed : state;
}

std::vector<InterviewState> states_asked(const observer::InterviewFilter& filter, bool is_live) {
  const bool is_everybodys = scope_of(filter).is_nil();
  std::vector<InterviewState> states{InterviewState::live};
  if (!is_live && is_everybodys) states = {InterviewState::sealed, InterviewState::unsealed};
  if (!is_live && !is_everybodys)
    states = {InterviewState::to_close, InterviewState::awaiting, InterviewState::unsealed};
  if (!filter.state) return states;
  const InterviewState asked = *filter.state;
  std::erase_if(states, [&](InterviewState state) {
    if (is_everybodys && asked == InterviewState::to_close) return state != InterviewState::sealed;
    return state != asked && everybodys_state(state) != asked;
  });
  return states;
}

std::vector<InterviewState> states_searched(const observer::InterviewFilter& filter, bool is_live) {
  std::vector<InterviewState> states = states_asked(filter, is_live);
  if (filter.state == InterviewState::to_close || filter.state == InterviewState::awaiting) return states;
  std::ranges::transform(states, states.begin(), everybodys_state);
  const auto repeated = std::ranges::unique(states);
  states.erase(repeated.begin(), repeated.end());
  return states;
}

std::vector<InterviewState> states_elsewhere(InterviewState state) {
  if (everybodys_state(state) != InterviewState::sealed) return {state};
  return {InterviewState::to_close, InterviewState::awaiting};
}

}  // namespace regard::storage

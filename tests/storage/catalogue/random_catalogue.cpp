#include "tests/storage/catalogue/random_catalogue.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <string>

#include "storage/catalogue/summary_rows.hpp"

namespace regard::storage {
namespace {

using namespace samples;
using observer::InterviewFilter;
using observer::InterviewState;
using observer::InterviewSummary;
using observer::RecordingId;

// Whether the state in the list of whoever asks, or else of the person who is asked for, is this one.
bool has_state(const InterviewFilter& filter, const InterviewSummary& interview, InterviewState state) {
  const bool is_sealed = !interview.is_live() && interview.is_sealed;
  const auto viewer = filter.seen_by ? filter.seen_by : filter.person;
  const bool is_viewers = std::ranges::any_of(
      interview.markings, [&](const auto& marking) { return !marking.is_closed && marking.assessor_id == viewer; });
  switch (state) {
    case InterviewState::live:
      return interview.is_live();
    case InterviewState::sealed:
      return is_sealed;
    case InterviewState::unsealed:
      return !interview.is_sealed;
    case InterviewState::to_close:
      return is_sealed && (!viewer || is_viewers);
    case InterviewState::awaiting:
      return is_sealed && viewer && !is_viewers;
  }
  return false;
}

// An independent reading of the port, over all interviews.
bool is_asked_for(const InterviewFilter& filter, const InterviewSummary& interview) {
  const auto sits = [&](const observer::AccountId& id) {
    return interview.seats.candidate == id || interview.seats.is_assessor(id);
  };
  const auto has_word = [&](const std::string& word) {
    const auto& opened = interview.opened;
    std::string text = " " + opened.title() + " " + opened.candidate().name();
    for (const auto& assessor : opened.assessors()) text += " " + assessor.name();
    return text.find(" " + word) != std::string::npos;
  };
  return (!filter.seen_by || sits(*filter.seen_by)) && (!filter.person || sits(*filter.person)) &&
         (!filter.state || has_state(filter, interview, *filter.state)) &&
         (!filter.channel || interview.opened.channel() == *filter.channel) &&
         (!filter.block_code || interview.opened.block_code() == *filter.block_code) &&
         (!filter.opened_from_wall_ns || interview.opened_wall_ns >= *filter.opened_from_wall_ns) &&
         (!filter.opened_until_wall_ns || interview.opened_wall_ns < *filter.opened_until_wall_ns) &&
         (filter.words.empty() || has_word(filter.words));
}

}  // namespace

void RandomCatalogue::step() {
  const std::vector<Somebody> assessors = {kClaire, kPaul};
  if (ids_.empty() || below(3) > 0) {
    Opening made;
    made.title = std::vector<std::string>{"Devis dentaire", "Devis optique", "Naissance"}[below(3)];
    made.channel = static_cast<v1::Channel>(1 + below(4));
    made.block_code = std::vector<std::string>{"B1", "B3", "B4"}[below(3)];
    made.candidate = below(2) == 0 ? kLea : kHugo;
    made.assessors.assign(assessors.begin() + static_cast<std::ptrdiff_t>(below(2)), assessors.end());
    // Later ones are opened later, as a clock that nobody has set says.
    made.opened_wall_ns = now_ns_ += static_cast<std::int64_t>(below(3)) * kDayNs / 4;
    ids_.push_back(world.open(made));
    return;
  }
  const RecordingId id = ids_[below(ids_.size())];
  const InterviewSummary& interview = world.expected(id);
  if (interview.is_live()) return world.close(id);
  const std::size_t first = below(2);
  for (std::size_t i = 0; i < interview.markings.size(); ++i) {
    const std::size_t n = (first + i) % interview.markings.size();
    if (!interview.markings[n].is_closed) return world.close_marking(id, n);
  }
  world.open(opening("Naissance", now_ns_));
}

InterviewFilter RandomCatalogue::any_filter() {
  InterviewFilter filter;
  const auto sometimes = [&] { return below(3) == 0; };
  const std::vector<Somebody> all = {kLea, kHugo, kClaire, kPaul};
  if (sometimes()) filter.seen_by = all[below(4)].account_id;
  if (sometimes()) filter.state = static_cast<InterviewState>(below(5));
  if (sometimes()) filter.channel = static_cast<v1::Channel>(1 + below(4));
  if (sometimes()) filter.block_code = std::vector<std::string>{"B1", "B3", "B9"}[below(3)];
  if (sometimes()) filter.person = all[below(4)].account_id;
  if (sometimes()) filter.opened_from_wall_ns = kBegin + static_cast<std::int64_t>(below(20)) * kDayNs;
  if (sometimes()) filter.opened_until_wall_ns = kBegin + static_cast<std::int64_t>(below(20)) * kDayNs;
  if (sometimes()) filter.words = std::vector<std::string>{"Dev", "opt", "Clai", "Hu"}[below(4)];
  if (filter.words == "opt") filter.words = "optique";
  return filter;
}

std::vector<RecordingId> RandomCatalogue::expected(const InterviewFilter& filter,
                                                   observer::InterviewOrder order) const {
  struct Place {
    bool is_live;
    std::int64_t opened_wall_ns;
    std::size_t number;
    auto operator<=>(const Place&) const = default;
  };
  std::vector<Place> places;
  for (std::size_t n = 0; n < world.expected().size(); ++n) {
    const InterviewSummary& interview = world.expected()[n];
    if (is_asked_for(filter, interview)) places.push_back({interview.is_live(), interview.opened_wall_ns, n});
  }
  std::ranges::sort(places, std::greater{});
  if (order == observer::InterviewOrder::oldest_first) {
    // The live ones stay before the others.
    const auto closed = std::ranges::find(places, false, &Place::is_live);
    std::reverse(places.begin(), closed);
    std::reverse(closed, places.end());
  }
  std::vector<RecordingId> ids;
  for (const Place& place : places) ids.push_back(world.expected()[place.number].interview_id);
  return ids;
}

}  // namespace regard::storage

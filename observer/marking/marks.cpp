#include "observer/marking/marks.hpp"

#include <algorithm>
#include <string>

#include "observer/interview/interview.hpp"
#include "observer/interview/limits.hpp"
#include "observer/marking/limits.hpp"
#include "observer/marking/marking.hpp"
#include "observer/referential/referential.hpp"

namespace regard::observer {
namespace {

MaybeRefusal check_item(const Referential& referential, const Interview& interview, const std::string& code,
                        const std::string& field) {
  // An interview stays on the version it was opened with (REQ1). Where its opening was erased, neither version nor
  // block is known, and neither is held against a mark.
  if (!interview.opening_is_erased && interview.opened.referential_version() != referential.version()) {
    return wrong_state("the interview is assessed on version " + interview.opened.referential_version() +
                       " of the referential, the server has " + referential.version());
  }
  const RateableItem* item = referential.find(code);
  if (item == nullptr) return invalid_field(field, "the referential has no rateable item \"" + code + "\"");
  if (interview.opening_is_erased || item->block_code == interview.opened.block_code()) return std::nullopt;
  return invalid_field(field, code + " is not of the interview's block " + interview.opened.block_code());
}

// Requires: the text was checked to be a UUID.
Uuid id_of(const std::string& text) { return Uuid::parse(text).value_or(Uuid{}); }

// How long ago the interview began, by the author's clock at most.
std::int64_t present_ms(const Attempt& attempt) {
  constexpr std::int64_t kNsAMs = 1'000'000;
  const std::int64_t error_ms =
      std::clamp(attempt.moment.clock_error_ns / kNsAMs, std::int64_t{0}, limits::kMaxClockErrorMs);
  return (attempt.moment.mono_ns - attempt.interview.opened_mono_ns) / kNsAMs + error_ms + limits::kMaxPositionAheadMs;
}

std::int64_t max_position_ms(const Attempt& attempt) {
  const auto length_ms = attempt.interview.length_ms();
  const std::int64_t now_ms = present_ms(attempt);
  return length_ms ? std::min(now_ms, *length_ms + limits::kMaxPositionPastClosingMs) : now_ms;
}

MaybeRefusal check_position(const Attempt& attempt, const v1::Position& position, const std::string& field) {
  const Interview& interview = attempt.interview;
  if (position.from_ms() < 0) return invalid_field(field + ".from_ms", "a position is not negative");
  if (position.until_ms() < position.from_ms()) {
    return invalid_field(field + ".until_ms", "the span ends before it begins");
  }
  const std::int64_t max_ms = max_position_ms(attempt);
  if (position.until_ms() > max_ms) {
    return invalid_field(field + ".until_ms", std::to_string(position.until_ms()) +
                                                  " ms is past the interview's end, or its present: at most " +
                                                  std::to_string(max_ms) + " ms are accepted");
  }
  if (position.message_event_id().empty()) return std::nullopt;
  if (auto refusal = check_uuid(position.message_event_id(), field + ".message_event_id")) return refusal;
  if (interview.message_event_ids.contains(id_of(position.message_event_id()))) return std::nullopt;
  return invalid_field(field + ".message_event_id", "the interview has no such turn, message or e-mail");
}

MaybeRefusal check_entered_at(const Attempt& attempt, std::int64_t entered_at_ms, const std::string& field) {
  if (entered_at_ms < 0) return invalid_field(field, "a mark is not entered before the interview begins");
  if (entered_at_ms <= present_ms(attempt)) return std::nullopt;
  return invalid_field(field, "a mark is not entered later than now");
}

// Everything about a mark but whether its id is known.
MaybeRefusal check_content(const Attempt& attempt, const v1::Mark& mark, const std::string& path) {
  const Interview& interview = attempt.interview;
  if (auto refusal = check_uuid(mark.mark_id(), path + "mark_id")) return refusal;
  if (auto refusal = check_item(attempt.referential, interview, mark.indicator_code(), path + "indicator_code")) {
    return refusal;
  }
  if (mark.observation() == v1::OBSERVATION_UNSPECIFIED || !v1::Observation_IsValid(mark.observation())) {
    return invalid_field(path + "observation", "the observation is missing or unknown");
  }
  if (!mark.has_observed_at()) return invalid_field(path + "observed_at", "the position is missing");
  if (auto refusal = check_position(attempt, mark.observed_at(), path + "observed_at")) return refusal;
  if (auto refusal = check_entered_at(attempt, mark.entered_at_ms(), path + "entered_at_ms")) return refusal;
  return check_text(mark.remark(), limits::kMaxRemarkChars, path + "remark");
}

MaybeRefusal check_known(const Marking& marking, const std::string& mark_id, const std::string& field) {
  if (marking.mark_ids.contains(id_of(mark_id))) return std::nullopt;
  return invalid_field(field, "this marking has no mark " + mark_id);
}

// The id was read from an event that was checked when it came in.
bool fold_id(const std::string& text, const auto& fold) {
  const auto id = Uuid::parse(text);
  return id && fold(*id);
}

}  // namespace

MaybeRefusal check_mark(const Attempt& attempt) {
  const v1::Mark& mark = attempt.body.mark();
  if (auto refusal = check_content(attempt, mark, "")) return refusal;
  const Marking& marking = *attempt.marking;
  if (marking.mark_ids.contains(id_of(mark.mark_id()))) {
    return invalid_field("mark_id", "there is a mark with this id already: correct it with mark_corrected");
  }
  if (marking.mark_ids.size() < limits::kMaxMarks) return std::nullopt;
  return limit_reached("a marking holds at most " + std::to_string(limits::kMaxMarks) + " marks");
}

bool fold_mark(const Happening& happening) {
  if (happening.body == nullptr) return true;
  return fold_id(happening.body->mark().mark_id(),
                 [&](Uuid id) { return happening.marking->mark_ids.insert(id).second; });
}

MaybeRefusal check_mark_corrected(const Attempt& attempt) {
  const v1::Mark& mark = attempt.body.mark_corrected().mark();
  if (auto refusal = check_content(attempt, mark, "mark.")) return refusal;
  return check_known(*attempt.marking, mark.mark_id(), "mark.mark_id");
}

bool fold_mark_corrected(const Happening& happening) {
  if (happening.body == nullptr) return true;
  Marking& marking = *happening.marking;
  return fold_id(happening.body->mark_corrected().mark().mark_id(), [&](Uuid id) {
    if (!marking.mark_ids.contains(id) && !marking.is_incomplete) return false;
    marking.mark_ids.insert(id);
    marking.withdrawn_mark_ids.erase(id);
    return true;
  });
}

MaybeRefusal check_mark_withdrawn(const Attempt& attempt) {
  const v1::MarkWithdrawn& withdrawn = attempt.body.mark_withdrawn();
  if (auto refusal = check_uuid(withdrawn.mark_id(), "mark_id")) return refusal;
  if (auto refusal = check_known(*attempt.marking, withdrawn.mark_id(), "mark_id")) return refusal;
  if (attempt.marking->withdrawn_mark_ids.contains(id_of(withdrawn.mark_id()))) {
    return wrong_state("the mark " + withdrawn.mark_id() + " has been withdrawn already");
  }
  return check_entered_at(attempt, withdrawn.entered_at_ms(), "entered_at_ms");
}

bool fold_mark_withdrawn(const Happening& happening) {
  if (happening.body == nullptr) return true;
  Marking& marking = *happening.marking;
  return fold_id(happening.body->mark_withdrawn().mark_id(), [&](Uuid id) {
    if (marking.is_incomplete) marking.mark_ids.insert(id);
    return marking.mark_ids.contains(id) && (marking.withdrawn_mark_ids.insert(id).second || marking.is_incomplete);
  });
}

MaybeRefusal check_marking_closed(const Attempt& attempt) {
  if (!attempt.interview.is_live()) return std::nullopt;
  return wrong_state("the interview is live: a marking is closed after it");
}

bool fold_marking_closed(const Happening& happening) {
  happening.marking->closed_sequence = happening.header.sequence;
  return true;
}

}  // namespace regard::observer

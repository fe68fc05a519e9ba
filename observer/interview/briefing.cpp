#include "observer/interview/briefing.hpp"

#include "observer/interview/limits.hpp"

namespace regard::observer {

MaybeRefusal check_brief(const v1::InterviewOpened& opened) {
  constexpr std::string_view kField = "body.interview_opened.brief";
  if (opened.brief().empty()) return std::nullopt;
  if (!opened.has_role_player()) return invalid_field(kField, "nobody plays: a brief is for the role-player");
  return check_required_text(opened.brief(), limits::kMaxBriefChars, kField);
}

MaybeRefusal check_brief_changed(const Attempt& attempt) {
  return check_required_text(attempt.body.brief_changed().text(), limits::kMaxBriefChars, "text");
}

bool fold_brief_changed(const Happening& /*happening*/) { return true; }

}  // namespace regard::observer

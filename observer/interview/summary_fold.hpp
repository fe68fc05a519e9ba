#pragma once

#include <array>
#include <cstdint>

#include "observer/event.hpp"
#include "observer/interview/interview_summary.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::observer {

// The kinds that a summary is made of, as EventHeader.kind has them; all others leave it as it is.
inline constexpr std::array<std::uint32_t, 5> kSummaryKinds{
    v1::EventBody::kInterviewOpened, v1::EventBody::kInterviewClosed, v1::EventBody::kMarkingOpened,
    v1::EventBody::kMarkingClosed, v1::EventBody::kBriefOpened};

// Folds a committed event of one of the interview's recordings; `body` is null when it was erased. Folding an event
// again changes nothing. The summary starts empty: the first event of the conversation, in the journal's order, makes
// it.
void fold_into_summary(InterviewSummary& summary, const EventHeader& header, const v1::EventBody* body);

}  // namespace regard::observer

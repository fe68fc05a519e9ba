#pragma once

#include <memory>
#include <span>

#include "observer/ports/people.hpp"
#include "observer/ports/random.hpp"
#include "observer/recordings/aggregate.hpp"
#include "observer/recordings/interview_family.hpp"

namespace regard::observer {

// What an opening is checked against and completed from.
struct OpeningSources {
  const Referential& referential;
  const People& people;
  // Makes the ids of the recordings that are opened beside.
  Random& random;
};

// One kind of recording: how it is opened.
struct RecordingKindRow {
  RecordingKind kind = RecordingKind::conversation;
  // The kind of its first event.
  Kind opened_by = Kind::KIND_NOT_SET;
  // Checks an opening, whose author's role may publish it, and completes it. Null: opened by the server alone, beside
  // another.
  std::expected<Admission, Refusal> (*admit)(const OpeningSources& sources, RecordingId recording_id,
                                             const v1::EventBody& body) = nullptr;
  // Makes the recording's aggregate within its family; `body` is null when it was erased. Null when the event cannot
  // open it there: the journal is damaged.
  std::unique_ptr<Aggregate> (*open)(InterviewFamily& family, const Referential& referential, const EventHeader& header,
                                     const v1::EventBody* body) = nullptr;
};

[[nodiscard]] std::span<const RecordingKindRow> recording_kinds();
// The kind of recording that this kind of event opens; null when it opens none.
[[nodiscard]] const RecordingKindRow* find_opened_by(Kind kind);

}  // namespace regard::observer

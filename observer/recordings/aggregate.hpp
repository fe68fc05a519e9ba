#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "observer/access/access_rules.hpp"
#include "observer/event.hpp"
#include "observer/kinds/kind.hpp"
#include "observer/refusal.hpp"

namespace regard::observer {

// An event that has not been stamped yet.
struct Draft {
  RecordingId recording_id;
  // See StampedEvent::family_id.
  RecordingId family_id;
  v1::EventBody body;
};

// What becomes of a published body.
struct Admission {
  // The recording's family; of a recording that is being opened too.
  RecordingId family_id;
  // Takes the place of the published body when there was something to complete: the version of the referential, the
  // persons' ids and names.
  std::optional<v1::EventBody> completed;
  // Comes with it: for InterviewOpened the opening of each assessor's marking, and of the brief, for SealLifted the
  // closing of those markings that are open.
  std::vector<Draft> added;
};

// What one recording's events amount to, and the rules on them.
class Aggregate {
 public:
  virtual ~Aggregate() = default;

  [[nodiscard]] virtual RecordingKind kind() const = 0;
  // Whether somebody may read the recording's events, its presence and its signals.
  [[nodiscard]] virtual bool may_read(Reader reader) const = 0;
  // Checks a body that `author`, who may read the recording, wants to add. Changes nothing.
  [[nodiscard]] virtual MaybeRefusal admit(const Author& author, const v1::EventBody& body,
                                           const Moment& moment) const = 0;
  // What becomes of a body that was admitted, and what comes with it: see Admission.
  [[nodiscard]] virtual std::optional<v1::EventBody> completed(const v1::EventBody& /*body*/) const { return {}; }
  [[nodiscard]] virtual std::vector<Draft> added_by(const v1::EventBody& /*body*/) const { return {}; }
  // Folds an event that was admitted, now or long ago; `body` is null when it was erased. False when it cannot follow
  // what was there: the journal is damaged.
  [[nodiscard]] virtual bool fold(const EventHeader& header, const v1::EventBody* body) = 0;
  // The events up to `sequence` are on disk.
  virtual void committed(std::uint64_t sequence) = 0;
};

}  // namespace regard::observer

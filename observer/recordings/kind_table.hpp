#pragma once

#include <optional>
#include <span>
#include <vector>

#include "observer/field_checks.hpp"
#include "observer/kinds/kind.hpp"

namespace regard::observer {

// One kind of event: all that the domain knows of it.
struct KindRow {
  Kind kind = Kind::KIND_NOT_SET;
  RecordingKind belongs_in = RecordingKind::conversation;
  // Whose role may publish it at all; empty: the server alone. Whose interview or marking it is, is asked besides.
  std::vector<v1::Role> writers;
  // Refuses what does not fit; names fields within the kind's own message. Requires: the author may read the recording
  // and is one of the writers, and the recording is open. Null for a kind that opens a recording: see
  // recording_kinds.hpp.
  MaybeRefusal (*check)(const Attempt& attempt) = nullptr;
  // Brings the state up to date. False when the event cannot follow what was there: the journal is damaged. Null as
  // above.
  bool (*fold)(const Happening& happening) = nullptr;
  // What the server writes into a body that was checked; nothing when there is nothing to write. Null when there never
  // is.
  std::optional<v1::EventBody> (*complete)(const Interview& interview, const v1::EventBody& body) = nullptr;
};

// A row for each kind of EventBody.kind.
[[nodiscard]] std::span<const KindRow> kind_table();
// Null when there is no such kind.
[[nodiscard]] const KindRow* find_kind(std::uint32_t number);

// Refuses a body without a kind, and a kind that the role never publishes.
[[nodiscard]] MaybeRefusal check_role(Kind kind, v1::Role role);
// Refuses a kind that does not belong in recordings of this kind.
[[nodiscard]] MaybeRefusal check_place(Kind kind, RecordingKind recording_kind);

}  // namespace regard::observer

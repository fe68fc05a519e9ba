#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "observer/uuid.hpp"
#include "regard/v1/person.pb.h"

namespace regard::observer {

// What the author's own clock said (regard.v1.ClientTime); all zero when the author gave none.
struct ClientTime {
  std::int64_t client_wall_us = 0;
  std::int64_t clock_offset_us = 0;
  std::int64_t clock_offset_error_us = 0;

  bool operator==(const ClientTime&) const = default;
};

struct Author {
  AccountId account_id;
  v1::Role role = v1::ROLE_UNSPECIFIED;

  bool operator==(const Author&) const = default;
};

// The header of regard.v1.Event, typed: everything but the body.
struct EventHeader {
  RecordingId recording_id;
  std::uint64_t sequence = 0;
  EventId event_id;
  // Number of the field that is set in EventBody.kind.
  std::uint32_t kind = 0;
  std::int64_t server_mono_ns = 0;
  std::int64_t server_wall_ns = 0;
  ClientTime client_time;
  Author author;
  // How its author named the event: by a client's own number, or by an external id, or (both empty) not at all, when
  // the server wrote it beside another.
  ClientId client_id;
  std::uint64_t client_seq = 0;
  // At most limits::kMaxExternalIdBytes.
  std::string external_id;

  bool operator==(const EventHeader&) const = default;
};

// An event as it is journaled and handed about: the stamped header, and the body as serialised once when it came in.
struct StampedEvent {
  EventHeader header;
  // A serialised regard.v1.EventBody, kept as bytes: the chain is made over these very bytes. Nothing when it was
  // erased: that it was said, when and by whom stays; what was said is gone.
  std::optional<std::string> payload;
  // The recording that this one was opened beside, and is loaded with: a marking's interview; its own id, or nil, for
  // the first of a family. Read by the journal at a recording's first event, and not part of what is read back.
  RecordingId family_id;

  [[nodiscard]] bool is_erased() const { return !payload.has_value(); }
  bool operator==(const StampedEvent&) const = default;
};

}  // namespace regard::observer

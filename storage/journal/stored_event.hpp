#pragma once

#include <optional>
#include <string>

#include "observer/event.hpp"
#include "storage/journal/chain.hpp"

namespace regard::storage {

// What the journal adds to an event to make it a link of its recording's chain.
struct Link {
  // The canonical header, as it is hashed.
  std::string header;
  Salt salt{};
  Digest payload_digest{};
  Digest chain{};
};

// An event as it lies in the journal. An erased one has neither payload nor salt; its payload's digest stays.
struct StoredEvent {
  observer::EventHeader header;
  std::optional<std::string> payload;
  std::optional<Salt> salt;
  // Kept for an erased event alone: else it follows from salt and payload.
  std::optional<Digest> payload_digest;
  Digest chain{};
};

}  // namespace regard::storage

#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace regard::observer {

enum class RefusalCode : std::uint8_t {
  // The body is of no kind that this server knows.
  unknown_kind,
  // A field is missing or has an impossible value; `field` says which.
  invalid_field,
  not_allowed,
  // No such recording, or none that the account may know of.
  unknown_recording,
  // `expected_client_seq` says which number comes next.
  out_of_order,
  // Another event was published under the same name before.
  other_content,
  // The interview or the marking is closed, or the event does not fit its present state.
  wrong_state,
  // The store refuses writes after a failed commit.
  store_poisoned,
  // The disk has no room for anything new.
  store_full,
  // What the store holds of the recording cannot be read, or does not fit together.
  store_unreadable,
  limit_reached,
  // The server is stopping.
  shutting_down,
};

// Why something asked is not done. Whoever speaks to the asker turns it into the words of their protocol.
struct Refusal {
  RefusalCode code = RefusalCode::wrong_state;
  // In plain English; says what was wrong.
  std::string message;
  // Path of the offending field in what was published ("body.mark.indicator_code"); empty when no one field is to
  // blame.
  std::string field;
  // For out_of_order alone; else 0.
  std::uint64_t expected_client_seq = 0;
};

// The result of a check: empty when nothing is wrong.
using MaybeRefusal = std::optional<Refusal>;

}  // namespace regard::observer

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "observer/event.hpp"
#include "storage/journal/chain.hpp"
#include "storage/journal/chain_walk.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

// How an event lies in a row of the table `event`.
namespace regard::storage {

// An INSERT of so many events at once.
[[nodiscard]] std::string insert_events_sql(std::size_t row_count);

// For a SELECT from `event`, without the recording: header_in() and stored_in() read these columns from 0 on.
inline constexpr std::string_view kEventColumns =
    "event.sequence, event.event_id, event.kind, event.server_mono_ns, event.server_wall_ns, event.client_wall_us,"
    " event.clock_offset_us, event.clock_offset_error_us, event.author_account_id, event.author_role,"
    " event.client_id, event.client_seq, event.payload, event.salt, event.payload_digest, event.chain";
inline constexpr int kEventColumnCount = 16;

// What the store adds to an event.
struct Link {
  std::int64_t recording_number = 0;
  Salt salt{};
  Digest payload_digest{};
  Digest chain{};
};

// Binds the event that is to be row `place`, from 0 on, of an INSERT. Copies nothing: event and link must live until
// the statement is reset.
void bind_event(Statement& insert, std::size_t place, const observer::StampedEvent& event, const Link& link);

[[nodiscard]] observer::StampedEvent event_in(const Statement& row, const observer::RecordingId& recording_id);
[[nodiscard]] StoredEvent stored_in(const Statement& row, const observer::RecordingId& recording_id);

}  // namespace regard::storage

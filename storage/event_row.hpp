#pragma once

#include <cstdint>
#include <string_view>

#include "observer/event.hpp"
#include "storage/chain.hpp"
#include "storage/chain_walk.hpp"
#include "storage/sqlite_connection.hpp"

// How an event lies in a row of the table `event`.
namespace regard::storage {

// Parameter 1 is the recording's number; the header, payload, salt and both digests follow in this order.
inline constexpr std::string_view kInsertEvent =
    "INSERT INTO event (recording, sequence, event_id, kind, server_mono_ns, server_wall_ns, client_wall_us,"
    " clock_offset_us, clock_offset_error_us, author_account_id, author_role, client_id, client_seq, payload, salt,"
    " payload_digest, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";

// For a SELECT from `event`, without the recording: header_in() and stored_in() read these columns from 0 on.
inline constexpr std::string_view kEventColumns =
    "event.sequence, event.event_id, event.kind, event.server_mono_ns, event.server_wall_ns, event.client_wall_us,"
    " event.clock_offset_us, event.clock_offset_error_us, event.author_account_id, event.author_role,"
    " event.client_id, event.client_seq, event.payload, event.salt, event.payload_digest, event.chain";
inline constexpr int kEventColumnCount = 16;

// Binds without copying: the event, salt and digests must live until the statement is reset.
void bind_event(Statement& insert, std::int64_t recording_number, const observer::StampedEvent& event, const Salt& salt,
                const Digest& payload_digest, const Digest& chain);

[[nodiscard]] observer::StampedEvent event_in(const Statement& row, const observer::RecordingId& recording_id);
[[nodiscard]] StoredEvent stored_in(const Statement& row, const observer::RecordingId& recording_id);

}  // namespace regard::storage

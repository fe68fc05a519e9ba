#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "observer/event.hpp"
#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

// How an event lies in a row of the table `event`.
namespace regard::storage {

// An INSERT of so many events at once.
[[nodiscard]] std::string insert_events_sql(std::size_t row_count);

// For a SELECT from `event`: event_in() and stored_in() read these columns from 0 on.
inline constexpr std::string_view kEventColumns =
    "event.header, event.payload, event.salt, event.payload_digest, event.chain";
inline constexpr int kEventColumnCount = 5;

// Binds the event that is to be row `place`, from 0 on, of an INSERT. Copies nothing: event and link must live until
// the statement is reset.
void bind_event(Statement& insert, std::size_t place, const LinkedEvent& linked, std::int64_t recording_number);

// A header that cannot be read, which only damage or tampering can bring about, reads as one of zeros: the chain tells.
[[nodiscard]] observer::StampedEvent event_in(const Statement& row);
[[nodiscard]] StoredEvent stored_in(const Statement& row);

}  // namespace regard::storage

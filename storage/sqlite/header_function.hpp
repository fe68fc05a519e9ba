#pragma once

#include "observer/ports/store_failure.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// Teaches the connection the SQL function regard_header(header, field), which reads one field of a canonical header
// (journal/chain.hpp): an integer, the 16 bytes of an id, or the text of the external id; NULL for a header that cannot
// be read or a field that it has not. The view `event_header` is written with it; a program without it, such as the
// sqlite3 shell, reads everything but that view.
[[nodiscard]] std::expected<void, observer::StoreFailure> add_header_function(Connection& connection);

}  // namespace regard::storage

#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "observer/ports/store_failure.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// "Rgrd": marks the file as ours (PRAGMA application_id).
inline constexpr std::int64_t kApplicationId = 0x52677264;

// The steps of the one migration path. Step n (counted from 1) leads from schema version n-1 to n; version 0 is an
// empty file. APPEND-ONLY: a step is never changed.
[[nodiscard]] std::span<const std::string_view> migrations();

// Says in one sentence, without changing anything, why the file is none that this program can use: damaged, foreign, or
// of a later version. Returns its schema version, 0 for an empty file.
[[nodiscard]] std::expected<std::int64_t, observer::StoreFailure> check_schema(Connection& connection,
                                                                               std::span<const std::string_view> steps);

// Brings the database to the version of the last step, all steps in one transaction: after a failure it is as before.
[[nodiscard]] std::expected<void, observer::StoreFailure> migrate(Connection& connection,
                                                                  std::span<const std::string_view> steps);

}  // namespace regard::storage

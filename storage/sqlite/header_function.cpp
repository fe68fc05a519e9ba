#include "storage/sqlite/header_function.hpp"

#include <sqlite3.h>

#include <map>
#include <string_view>

#include "storage/journal/chain.hpp"

namespace regard::storage {
namespace {

using observer::EventHeader;

void give(sqlite3_context* context, const observer::Uuid& id) {
  sqlite3_result_blob(context, id.bytes.data(), static_cast<int>(id.bytes.size()), SQLITE_TRANSIENT);
}

void give(sqlite3_context* context, std::int64_t value) { sqlite3_result_int64(context, value); }

void give(sqlite3_context* context, std::uint64_t value) { give(context, static_cast<std::int64_t>(value)); }

using Give = void (*)(sqlite3_context* context, const EventHeader& header);

const std::map<std::string_view, Give>& fields() {
  static const std::map<std::string_view, Give> kFields = {
      {"recording_id", [](auto* context, const auto& header) { give(context, header.recording_id); }},
      {"sequence", [](auto* context, const auto& header) { give(context, header.sequence); }},
      {"event_id", [](auto* context, const auto& header) { give(context, header.event_id); }},
      {"kind", [](auto* context, const auto& header) { give(context, std::int64_t{header.kind}); }},
      {"server_mono_ns", [](auto* context, const auto& header) { give(context, header.server_mono_ns); }},
      {"server_wall_ns", [](auto* context, const auto& header) { give(context, header.server_wall_ns); }},
      {"client_wall_us", [](auto* context, const auto& header) { give(context, header.client_time.client_wall_us); }},
      {"clock_offset_us", [](auto* context, const auto& header) { give(context, header.client_time.clock_offset_us); }},
      {"clock_offset_error_us",
       [](auto* context, const auto& header) { give(context, header.client_time.clock_offset_error_us); }},
      {"author_account_id", [](auto* context, const auto& header) { give(context, header.author.account_id); }},
      {"author_role", [](auto* context, const auto& header) { give(context, std::int64_t{header.author.role}); }},
      {"client_id", [](auto* context, const auto& header) { give(context, header.client_id); }},
      {"client_seq", [](auto* context, const auto& header) { give(context, header.client_seq); }},
      {"external_id",
       [](auto* context, const auto& header) {
         sqlite3_result_text64(context, header.external_id.data(), header.external_id.size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
       }},
  };
  return kFields;
}

std::string_view bytes_of(sqlite3_value* value) {
  const auto* data = static_cast<const char*>(sqlite3_value_blob(value));
  return {data, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void regard_header(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  const auto header = read_canonical_header(bytes_of(values[0]));
  const auto field = fields().find(bytes_of(values[1]));
  if (header && field != fields().end()) {
    field->second(context, *header);
  } else {
    sqlite3_result_null(context);
  }
}

}  // namespace

std::expected<void, observer::StoreFailure> add_header_function(Connection& connection) {
  constexpr int kArguments = 2;
  const int code = sqlite3_create_function_v2(connection.handle(), "regard_header", kArguments,
                                              SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                              regard_header, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(connection.failure());
  return {};
}

}  // namespace regard::storage

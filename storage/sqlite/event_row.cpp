#include "storage/sqlite/event_row.hpp"

namespace regard::storage {
namespace {

constexpr std::string_view kInsertRow = "(?, ?, ?, ?, ?, ?, ?)";
constexpr int kInsertRowParameters = 7;

constexpr int kHeaderColumn = 0;
constexpr int kPayloadColumn = 1;
constexpr int kSaltColumn = 2;
constexpr int kPayloadDigestColumn = 3;
constexpr int kChainColumn = 4;

Bytes bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

observer::EventHeader header_in(const Statement& row) {
  const Bytes stored = row.bytes(kHeaderColumn);
  const std::string_view bytes(reinterpret_cast<const char*>(stored.data()), stored.size());
  return read_canonical_header(bytes).value_or(observer::EventHeader{});
}

std::optional<std::string> payload_in(const Statement& row) {
  if (row.is_null(kPayloadColumn)) return std::nullopt;
  return row.text(kPayloadColumn);
}

}  // namespace

std::string insert_events_sql(std::size_t row_count) {
  std::string sql =
      "INSERT INTO event (recording, sequence, kind, header, payload, salt, chain) VALUES " + std::string(kInsertRow);
  for (std::size_t row = 1; row < row_count; ++row) sql += ", " + std::string(kInsertRow);
  return sql;
}

void bind_event(Statement& insert, std::size_t place, const LinkedEvent& linked, std::int64_t recording_number) {
  const observer::EventHeader& header = linked.event->header;
  int parameter = static_cast<int>(place) * kInsertRowParameters;
  insert.bind(++parameter, recording_number);
  insert.bind(++parameter, static_cast<std::int64_t>(header.sequence));
  insert.bind(++parameter, std::int64_t{header.kind});
  insert.bind(++parameter, bytes_of(linked.link->header));
  insert.bind(++parameter, bytes_of(*linked.event->payload));
  insert.bind(++parameter, Bytes(linked.link->salt));
  insert.bind(++parameter, Bytes(linked.link->chain));
}

observer::StampedEvent event_in(const Statement& row) {
  return {.header = header_in(row), .payload = payload_in(row), .family_id = {}};
}

StoredEvent stored_in(const Statement& row) {
  StoredEvent stored{
      .header = header_in(row), .payload = payload_in(row), .salt = {}, .payload_digest = {}, .chain = {}};
  if (!row.is_null(kSaltColumn)) stored.salt = row.fixed_bytes<kSaltBytes>(kSaltColumn);
  if (!row.is_null(kPayloadDigestColumn)) stored.payload_digest = row.fixed_bytes<kDigestBytes>(kPayloadDigestColumn);
  stored.chain = row.fixed_bytes<kDigestBytes>(kChainColumn);
  return stored;
}

}  // namespace regard::storage

#include "storage/sqlite/event_row.hpp"

namespace regard::storage {
namespace {

constexpr std::string_view kInsertColumns =
    "recording, sequence, event_id, kind, server_mono_ns, server_wall_ns, client_wall_us, clock_offset_us,"
    " clock_offset_error_us, author_account_id, author_role, client_id, client_seq, payload, salt, payload_digest, "
    "chain";
constexpr std::string_view kInsertRow = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr int kInsertRowParameters = 17;

constexpr int kPayloadColumn = 12;
constexpr int kSaltColumn = 13;
constexpr int kPayloadDigestColumn = 14;
constexpr int kChainColumn = 15;

observer::Uuid uuid_in(const Statement& row, int column) { return {row.fixed_bytes<16>(column)}; }

std::uint64_t unsigned_in(const Statement& row, int column) { return static_cast<std::uint64_t>(row.integer(column)); }

observer::EventHeader header_in(const Statement& row, const observer::RecordingId& recording_id) {
  observer::EventHeader header;
  header.recording_id = recording_id;
  header.sequence = unsigned_in(row, 0);
  header.event_id = uuid_in(row, 1);
  header.kind = static_cast<std::uint32_t>(row.integer(2));
  header.server_mono_ns = row.integer(3);
  header.server_wall_ns = row.integer(4);
  header.client_time = {row.integer(5), row.integer(6), row.integer(7)};
  header.author = {uuid_in(row, 8), static_cast<v1::Role>(row.integer(9))};
  header.client_id = uuid_in(row, 10);
  header.client_seq = unsigned_in(row, 11);
  return header;
}

}  // namespace

std::string insert_events_sql(std::size_t row_count) {
  std::string sql = "INSERT INTO event (" + std::string(kInsertColumns) + ") VALUES " + std::string(kInsertRow);
  for (std::size_t row = 1; row < row_count; ++row) sql += ", " + std::string(kInsertRow);
  return sql;
}

void bind_event(Statement& insert, std::size_t place, const observer::StampedEvent& event, const Link& link) {
  const observer::EventHeader& header = event.header;
  int parameter = static_cast<int>(place) * kInsertRowParameters;
  const auto bind_next = [&](auto value) { insert.bind(++parameter, value); };
  bind_next(link.recording_number);
  bind_next(static_cast<std::int64_t>(header.sequence));
  bind_next(Bytes(header.event_id.bytes));
  bind_next(std::int64_t{header.kind});
  bind_next(header.server_mono_ns);
  bind_next(header.server_wall_ns);
  bind_next(header.client_time.client_wall_us);
  bind_next(header.client_time.clock_offset_us);
  bind_next(header.client_time.clock_offset_error_us);
  bind_next(Bytes(header.author.account_id.bytes));
  bind_next(std::int64_t{header.author.role});
  bind_next(Bytes(header.client_id.bytes));
  bind_next(static_cast<std::int64_t>(header.client_seq));
  bind_next(Bytes(reinterpret_cast<const std::uint8_t*>(event.payload.data()), event.payload.size()));
  bind_next(Bytes(link.salt));
  bind_next(Bytes(link.payload_digest));
  bind_next(Bytes(link.chain));
}

observer::StampedEvent event_in(const Statement& row, const observer::RecordingId& recording_id) {
  return {.header = header_in(row, recording_id), .payload = row.text(kPayloadColumn)};
}

StoredEvent stored_in(const Statement& row, const observer::RecordingId& recording_id) {
  StoredEvent stored;
  stored.header = header_in(row, recording_id);
  if (!row.is_null(kPayloadColumn)) stored.payload = row.text(kPayloadColumn);
  if (!row.is_null(kSaltColumn)) stored.salt = row.fixed_bytes<kSaltBytes>(kSaltColumn);
  stored.payload_digest = row.fixed_bytes<kDigestBytes>(kPayloadDigestColumn);
  stored.chain = row.fixed_bytes<kDigestBytes>(kChainColumn);
  return stored;
}

}  // namespace regard::storage

#include "storage/event_row.hpp"

namespace regard::storage {
namespace {

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

void bind_event(Statement& insert, std::int64_t recording_number, const observer::StampedEvent& event, const Salt& salt,
                const Digest& payload_digest, const Digest& chain) {
  const observer::EventHeader& header = event.header;
  insert.bind(1, recording_number);
  insert.bind(2, static_cast<std::int64_t>(header.sequence));
  insert.bind(3, Bytes(header.event_id.bytes));
  insert.bind(4, std::int64_t{header.kind});
  insert.bind(5, header.server_mono_ns);
  insert.bind(6, header.server_wall_ns);
  insert.bind(7, header.client_time.client_wall_us);
  insert.bind(8, header.client_time.clock_offset_us);
  insert.bind(9, header.client_time.clock_offset_error_us);
  insert.bind(10, Bytes(header.author.account_id.bytes));
  insert.bind(11, std::int64_t{header.author.role});
  insert.bind(12, Bytes(header.client_id.bytes));
  insert.bind(13, static_cast<std::int64_t>(header.client_seq));
  insert.bind(14, Bytes(reinterpret_cast<const std::uint8_t*>(event.payload.data()), event.payload.size()));
  insert.bind(15, Bytes(salt));
  insert.bind(16, Bytes(payload_digest));
  insert.bind(17, Bytes(chain));
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

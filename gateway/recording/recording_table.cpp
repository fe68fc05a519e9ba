#include "gateway/recording/recording_table.hpp"

#include <algorithm>

namespace regard::gateway {

using observer::EventHeader;
using observer::RecordingId;

std::size_t RecordingTable::ClientHash::operator()(const Client& client) const noexcept {
  const std::hash<observer::Uuid> hash;
  return hash(client.account_id) * 31 + hash(client.client_id);
}

void RecordingTable::restore(const EventHeader& header) {
  recordings_[header.recording_id].accepted_sequence = header.sequence;
  accepted(header);
  committed(header.recording_id, header.sequence);
  newest_stamp_ns_ = std::max(newest_stamp_ns_, header.server_mono_ns);
}

std::uint64_t RecordingTable::next_sequence(RecordingId recording_id) {
  return ++recordings_[recording_id].accepted_sequence;
}

void RecordingTable::accepted(const EventHeader& header) {
  if (header.client_id.is_nil()) return;  // Written by the server itself.
  recordings_[header.recording_id].clients[{header.author.account_id, header.client_id}] = {header.client_seq,
                                                                                            header.sequence};
}

void RecordingTable::committed(RecordingId recording_id, std::uint64_t sequence) {
  recordings_[recording_id].committed_sequence = sequence;
}

RecordingTable::Newest RecordingTable::newest(RecordingId recording_id, const Client& client) const {
  const auto recording = recordings_.find(recording_id);
  if (recording == recordings_.end()) return {};
  const auto found = recording->second.clients.find(client);
  return found == recording->second.clients.end() ? Newest{} : found->second;
}

std::uint64_t RecordingTable::committed_sequence(RecordingId recording_id) const {
  const auto found = recordings_.find(recording_id);
  return found == recordings_.end() ? 0 : found->second.committed_sequence;
}

}  // namespace regard::gateway

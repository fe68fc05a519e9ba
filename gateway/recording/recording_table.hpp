#pragma once

#include <cstdint>
#include <unordered_map>

#include "observer/event.hpp"

namespace regard::gateway {

// Where each recording stands: the sequence accepted and committed, and the newest event of each client in it. From
// this the recorder numbers events and recognises what was sent before.
class RecordingTable {
 public:
  // A client is one client_id of one account: nobody can answer for, or hear of, another's.
  struct Client {
    observer::AccountId account_id;
    observer::ClientId client_id;
    bool operator==(const Client&) const = default;
  };
  // The client's newest event, accepted though perhaps not committed yet.
  struct Newest {
    std::uint64_t client_seq = 0;
    std::uint64_t sequence = 0;
  };

  // Takes in a committed event of an earlier run.
  void restore(const observer::EventHeader& header);
  // Gives the next sequence of the recording, which begins with its first event.
  [[nodiscard]] std::uint64_t next_sequence(observer::RecordingId recording_id);
  void accepted(const observer::EventHeader& header);
  void committed(observer::RecordingId recording_id, std::uint64_t sequence);

  // All zero when the client has published nothing to the recording.
  [[nodiscard]] Newest newest(observer::RecordingId recording_id, const Client& client) const;
  [[nodiscard]] std::uint64_t committed_sequence(observer::RecordingId recording_id) const;
  // The greatest server_mono_ns that was restored.
  [[nodiscard]] std::int64_t newest_stamp_ns() const { return newest_stamp_ns_; }

 private:
  struct ClientHash {
    std::size_t operator()(const Client& client) const noexcept;
  };
  struct Recording {
    std::uint64_t accepted_sequence = 0;
    std::uint64_t committed_sequence = 0;
    std::unordered_map<Client, Newest, ClientHash> clients;
  };

  std::unordered_map<observer::RecordingId, Recording> recordings_;
  std::int64_t newest_stamp_ns_ = 0;
};

}  // namespace regard::gateway

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "observer/event.hpp"
#include "observer/recordings/fingerprint.hpp"

namespace regard::observer {

// Where one recording stands: the sequence accepted and committed, and what each of its authors has named so far. From
// this events are numbered, and what was sent before is recognised.
class Numbering {
 public:
  // A client is one client_id of one account: nobody can answer for, or hear of, another's.
  struct Client {
    AccountId account_id;
    ClientId client_id;
    bool operator==(const Client&) const = default;
  };
  // The client's newest event, accepted though perhaps not committed yet.
  struct Newest {
    std::uint64_t client_seq = 0;
    std::uint64_t sequence = 0;
  };
  // An event that was brought before.
  struct Named {
    std::uint64_t sequence = 0;
    Fingerprint fingerprint = 0;
  };

  [[nodiscard]] std::uint64_t next_sequence() const { return accepted_sequence_ + 1; }
  // The event has the next sequence; the name that it came under is remembered.
  void accepted(const EventHeader& header, Fingerprint fingerprint);
  void committed(std::uint64_t sequence) { committed_sequence_ = sequence; }
  // Takes in a committed event of the journal.
  void restore(const EventHeader& header, Fingerprint fingerprint);

  // All zero when the client has published nothing to the recording.
  [[nodiscard]] Newest newest(const Client& client) const;
  // Of what the client published under the number.
  [[nodiscard]] Fingerprint fingerprint_of(const Client& client, std::uint64_t client_seq) const;
  // The event that the account named so.
  [[nodiscard]] std::optional<Named> find(AccountId account_id, const std::string& external_id) const;
  [[nodiscard]] std::uint64_t committed_sequence() const { return committed_sequence_; }
  [[nodiscard]] bool is_all_committed() const { return committed_sequence_ == accepted_sequence_; }

 private:
  struct Published {
    Newest newest;
    // Of the client's event n at n - 1.
    std::vector<Fingerprint> fingerprints;
  };
  struct ClientHash {
    std::size_t operator()(const Client& client) const noexcept;
  };
  struct ExternalName {
    AccountId account_id;
    std::string external_id;
    bool operator==(const ExternalName&) const = default;
  };
  struct ExternalNameHash {
    std::size_t operator()(const ExternalName& name) const noexcept;
  };

  std::uint64_t accepted_sequence_ = 0;
  std::uint64_t committed_sequence_ = 0;
  std::unordered_map<Client, Published, ClientHash> clients_;
  std::unordered_map<ExternalName, Named, ExternalNameHash> externals_;
};

}  // namespace regard::observer

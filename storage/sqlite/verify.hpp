#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "observer/ports/journal.hpp"
#include "storage/journal/chain_walk.hpp"
#include "storage/journal/store_options.hpp"

namespace regard::storage {

// What a walk over a whole database found.
struct VerifyReport {
  std::uint64_t recording_count = 0;
  std::uint64_t event_count = 0;
  // Events whose payload and salt were erased: their chain is verified, their payload no longer can be.
  std::uint64_t erased_count = 0;
  std::uint64_t fault_count = 0;
  // The first kMaxListedFaults of them.
  std::vector<ChainFault> chain_faults;
  // What the file's own structure or the index is wrong about, one sentence each; at most kMaxListedFaults.
  std::vector<std::string> structure_faults;

  [[nodiscard]] bool is_sound() const { return fault_count == 0; }
};

// Walks every chain of a database and compares the index with the journal. Writes nothing: it may be run beside a
// running server, on a copy, and on a read-only medium. The failure means that the walk could not be done to its end.
[[nodiscard]] std::expected<VerifyReport, observer::StoreFailure> verify_database(const StoreOptions& options);

}  // namespace regard::storage

#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "storage/journal/chain_walk.hpp"
#include "storage/journal/engine.hpp"

namespace regard::storage {

// What a walk over a whole journal found.
struct VerifyReport {
  std::uint64_t recording_count = 0;
  std::uint64_t event_count = 0;
  // Events whose payload and salt were erased: their chain is verified, their payload no longer can be.
  std::uint64_t erased_count = 0;
  std::uint64_t fault_count = 0;
  // The first kMaxListedFaults of them.
  std::vector<ChainFault> chain_faults;
  // What the engine's own structures are wrong about, one sentence each; at most kMaxListedFaults.
  std::vector<std::string> structure_faults;

  [[nodiscard]] bool is_sound() const { return fault_count == 0; }
};

// Walks every chain of a journal, whatever engine keeps it, and has the engine check itself. Writes nothing. `onlooker`
// sees every event, in commit order. The failure means that the walk could not be done to its end.
[[nodiscard]] Found<VerifyReport> verify(
    ReadingEngine& reader, const std::function<void(const StoredEvent& event)>& onlooker = [](const StoredEvent&) {});

}  // namespace regard::storage

#pragma once

#include <functional>
#include <string>

#include "gateway/http/router.hpp"
#include "observer/ports/catalogue.hpp"
#include "observer/ports/trail.hpp"
#include "regard/v1/api/evidence.pb.h"

namespace regard::gateway {

// What a receipt speaks of: the whole journal, or one recording, which tells nothing of the others.
enum class ReceiptScope { journal, recording_alone };

// What vouches for the journal: asked on the gateway's thread, answers on any.
class EvidenceSource {
 public:
  virtual ~EvidenceSource() = default;
  template <typename T>
  using Done = std::move_only_function<void(std::expected<T, observer::StoreFailure>)>;
  virtual void ask_state(Done<v1::EvidenceState> done) = 0;
  // The text of a receipt, as it is downloaded.
  virtual void ask_receipt(observer::RecordingId recording_id, ReceiptScope scope, Done<std::string> done) = 0;
  // Requires: 0 < old_size <= size. Fails for sizes that the journal does not have.
  virtual void ask_consistency(std::uint64_t old_size, std::uint64_t size, Done<v1::ConsistencyProof> done) = 0;
};

struct EvidenceParts {
  EvidenceSource& source;
  observer::Catalogue& catalogue;
  observer::Trail& trail;
};

// GET /api/evidence, /api/evidence/consistency and /api/interviews/{id}/receipts/{recording_id}. What the parts refer
// to must outlive the router.
void add_evidence(Router& router, EvidenceParts parts);

}  // namespace regard::gateway

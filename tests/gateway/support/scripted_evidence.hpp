#pragma once

#include <string>

#include "gateway/http/resources/evidence.hpp"

namespace regard::tests {

// Says what a test wants it to say.
class ScriptedEvidence final : public gateway::EvidenceSource {
 public:
  void ask_state(Done<v1::EvidenceState> done) override { done(state); }
  void ask_receipt(observer::RecordingId recording_id, gateway::ReceiptScope scope, Done<std::string> done) override {
    asked = recording_id;
    done(scope == gateway::ReceiptScope::journal ? "the receipt" : "the receipt, of the recording alone");
  }
  void ask_consistency(std::uint64_t old_size, std::uint64_t size, Done<v1::ConsistencyProof> done) override {
    v1::ConsistencyProof proof;
    proof.add_hashes(std::to_string(old_size) + " to " + std::to_string(size));
    done(std::move(proof));
  }

  v1::EvidenceState state;
  observer::RecordingId asked;
};

}  // namespace regard::tests

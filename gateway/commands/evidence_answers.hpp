#pragma once

#include "gateway/http/resources/evidence.hpp"
#include "storage/evidence/evidence_thread.hpp"

namespace regard::gateway {

// Asks the evidence's thread in the words of the HTTP interface. Thread: the gateway's.
class EvidenceAnswers final : public EvidenceSource {
 public:
  // Must outlive this object.
  explicit EvidenceAnswers(storage::EvidenceThread& evidence) : evidence_(evidence) {}

  void ask_state(Done<v1::EvidenceState> done) override;
  void ask_receipt(observer::RecordingId recording_id, ReceiptScope scope, Done<std::string> done) override;
  void ask_consistency(std::uint64_t old_size, std::uint64_t size, Done<v1::ConsistencyProof> done) override;

 private:
  storage::EvidenceThread& evidence_;
};

}  // namespace regard::gateway

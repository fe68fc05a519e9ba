#include "gateway/commands/evidence_answers.hpp"

#include "storage/evidence/base64.hpp"

namespace regard::gateway {
namespace {

v1::EvidenceState state_of(const storage::EvidenceStatus& status) {
  v1::EvidenceState state;
  state.set_key(status.key);
  state.set_event_count(static_cast<std::int64_t>(status.event_count));
  state.set_checkpoint(status.checkpoint);
  state.set_copied_elsewhere(!status.copy_path.empty());
  state.set_copied_event_count(static_cast<std::int64_t>(status.copied_event_count));
  state.set_copy_trouble(status.copy_trouble);
  state.set_checked_event_count(static_cast<std::int64_t>(status.checked_event_count));
  state.set_check_round_count(static_cast<std::int64_t>(status.check_round_count));
  state.set_round_ended_wall_ns(status.round_ended_wall_ns);
  state.set_round_event_count(static_cast<std::int64_t>(status.round_event_count));
  state.set_signed_event_count(static_cast<std::int64_t>(status.signed_event_count));
  state.set_fault_count(static_cast<std::int64_t>(status.fault_count));
  for (const auto& fault : status.faults) {
    v1::EvidenceFault& out = *state.add_faults();
    if (!fault.recording_id.is_nil()) out.set_recording_id(fault.recording_id.to_string());
    out.set_sequence(fault.sequence);
    out.set_what(fault.what);
  }
  return state;
}

}  // namespace

void EvidenceAnswers::ask_state(Done<v1::EvidenceState> done) {
  evidence_.run([done = std::move(done)](auto evidence) mutable {
    if (!evidence) return done(std::unexpected(std::move(evidence.error())));
    done(state_of(evidence->get().status()));
  });
}

void EvidenceAnswers::ask_receipt(observer::RecordingId recording_id, ReceiptScope scope, Done<std::string> done) {
  using Scope = storage::Evidence::Scope;
  const Scope of = scope == ReceiptScope::journal ? Scope::kJournal : Scope::kRecordingAlone;
  evidence_.run([recording_id, of, done = std::move(done)](auto evidence) mutable {
    if (!evidence) return done(std::unexpected(std::move(evidence.error())));
    done(evidence->get().receipt(recording_id, of));
  });
}

void EvidenceAnswers::ask_consistency(std::uint64_t old_size, std::uint64_t size, Done<v1::ConsistencyProof> done) {
  evidence_.run([old_size, size, done = std::move(done)](auto evidence) mutable {
    if (!evidence) return done(std::unexpected(std::move(evidence.error())));
    const auto hashes = evidence->get().prove_consistency(old_size, size);
    if (!hashes) return done(std::unexpected(hashes.error()));
    v1::ConsistencyProof proof;
    for (const storage::TreeHash& hash : *hashes) proof.add_hashes(storage::to_base64(hash));
    done(std::move(proof));
  });
}

}  // namespace regard::gateway

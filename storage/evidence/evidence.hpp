#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "storage/evidence/checkpoint.hpp"
#include "storage/evidence/copied_notes.hpp"
#include "storage/evidence/receipt.hpp"
#include "storage/evidence/rolling_check.hpp"
#include "storage/evidence/tree_database.hpp"

namespace regard::storage {

// How the evidence stands, for whoever answers for it.
struct EvidenceStatus {
  // VerifierKey::text().
  std::string key;
  std::uint64_t event_count = 0;
  // The newest signed note; empty while there is none.
  std::string checkpoint;
  // Where checkpoints are copied to, how far they are, and why not further; empty for nowhere, and for no reason.
  std::string copy_path;
  std::uint64_t copied_event_count = 0;
  std::string copy_trouble;
  // Of the check that goes round and round.
  std::uint64_t checked_event_count = 0;
  std::uint64_t check_round_count = 0;
  // The last round since the start: when it ended, and how many events it was over. 0 while none has ended.
  std::int64_t round_ended_wall_ns = 0;
  std::uint64_t round_event_count = 0;
  // By the newest checkpoint.
  std::uint64_t signed_event_count = 0;
  std::uint64_t fault_count = 0;
  // The first kMaxRememberedFaults of them.
  std::vector<EvidenceFault> faults;
};

// Keeps the tree over the journal, signs checkpoints, copies them elsewhere, gives receipts, and checks what is served.
// One thread at a time.
class Evidence {
 public:
  struct Parts {
    std::string tree_path;
    // Of its own.
    std::unique_ptr<ReadingEngine> journal;
    SigningKey key;
    std::function<std::int64_t()> now_wall_ns;
    // Empty: nowhere.
    std::string copy_path;
    // How far the access trail is on disk.
    std::function<Checkpoint::Trail()> trail;
    // Each checkpoint when it is signed, and the newest at the start; maybe again.
    std::function<void(const std::string& note)> on_checkpoint;
    // Each is told once; beyond kMaxRememberedFaults, the first of each recording.
    std::function<void(const EvidenceFault& fault)> on_fault;
    // What could not be done, or was made again, for the IT team; what lasts is said once.
    std::function<void(const std::string& reason)> on_trouble;
  };
  explicit Evidence(Parts parts) : parts_(std::move(parts)), check_(*parts_.journal) {}

  // Again and again: takes what is new, signs when it is time, copies, and checks a further part. Before anything is
  // signed, the newest part of the journal and what was signed last are checked. `goes_on` is asked between two slices.
  void step(const std::function<bool()>& goes_on);
  // Signs what was recorded last, unless much is still to be taken in: that is left for the next start.
  void finish();

  // Proved by a checkpoint, or attested alone: then it tells nothing of other recordings.
  enum class Scope { kJournal, kRecordingAlone };
  // Of the recording as it is now: the text of a Receipt. The failure says why it is not vouched for: what does not
  // verify is not, and nothing of a journal that is not what was signed.
  [[nodiscard]] Found<std::string> receipt(const observer::RecordingId& recording_id, Scope scope);
  // Between the trees of two checkpoints; see consistency_proof().
  [[nodiscard]] Found<TreeProof> prove_consistency(std::uint64_t old_size, std::uint64_t size);
  [[nodiscard]] EvidenceStatus status() const;

 private:
  [[nodiscard]] Done open();
  // False when there was nothing more. After a failure the tree may be ahead of its file.
  [[nodiscard]] Found<bool> take_more();
  [[nodiscard]] Done bring_up_to_date(const std::function<bool()>& goes_on);
  [[nodiscard]] Done check_start();
  // The next part, round and round.
  [[nodiscard]] Done check_further();
  [[nodiscard]] Done check_kept();
  [[nodiscard]] Done check_copied();
  // That the newest note of ours among the copies was copied: the tree's file may not know, after a power cut or when
  // it could not be written. It is copied once.
  [[nodiscard]] Done take_copied(const std::string& newest);
  // Holds the journal against a note in the file `where`, whoever signed it.
  [[nodiscard]] Done hold_against_note(const std::string& note, const std::string& where);
  [[nodiscard]] Done hold_against(const Checkpoint& checkpoint, const std::string& where);
  [[nodiscard]] Done sign_if_due();
  [[nodiscard]] Done sign();
  [[nodiscard]] Done copy();
  // The recording's newest event with the link before it.
  [[nodiscard]] Found<Receipt> begin_receipt(const observer::RecordingId& recording_id, Position& position);
  // The event's place in the tree, which takes in what it has not.
  [[nodiscard]] Found<std::uint64_t> place_of(Position position);
  [[nodiscard]] Done prove(Receipt& receipt, Position position);
  [[nodiscard]] Done attest(Receipt& receipt, Position position);
  [[nodiscard]] Done note(const Found<RollingCheck::Faults>& found);
  // Behind one of the journal, and not of one recording alone, nothing is signed any more.
  void note(EvidenceFault fault);
  void report(const Done& done);
  void tell(const std::string& trouble);
  void report_copy(const std::string& trouble);

  Parts parts_;
  std::unique_ptr<TreeDatabase> tree_;
  RollingCheck check_;
  // See EvidenceStatus.
  std::int64_t round_ended_wall_ns_ = 0;
  std::uint64_t round_event_count_ = 0;
  bool is_checked_ = false;
  // What the journal is held against before anything is signed: what was signed last, as the file and as we know it.
  std::set<std::string> to_hold_;
  // Of the newest checkpoint under our key and name in the file.
  std::uint64_t signed_size_ = 0;
  std::int64_t signed_number_ = 0;
  // The newest that we know of.
  std::string note_;
  std::int64_t signed_wall_ns_ = 0;
  bool has_news_to_sign_ = false;
  // A journal that is not what was signed is signed no further.
  bool is_broken_ = false;
  std::int64_t copied_number_ = 0;
  std::uint64_t copied_size_ = 0;
  // The file of copies that was read, or that a checkpoint was added to.
  FileIdentity copies_;
  // Once the copies could be read, and the journal held against them.
  bool is_copy_checked_ = false;
  std::string copy_trouble_;
  // Since all went well.
  std::set<std::string> told_;
  std::uint64_t fault_count_ = 0;
  std::vector<EvidenceFault> faults_;
  std::unordered_set<observer::RecordingId> faulty_recordings_;
};

}  // namespace regard::storage

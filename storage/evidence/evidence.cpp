#include "storage/evidence/evidence.hpp"

#include <algorithm>
#include <chrono>
#include <ranges>
#include <utility>

#include "regard/v1/envelope.pb.h"
#include "storage/evidence/attestation.hpp"
#include "storage/evidence/note.hpp"

namespace regard::storage {
namespace {

std::unexpected<observer::StoreFailure> failed(std::string reason) {
  return std::unexpected(observer::StoreFailure{std::move(reason)});
}

// Behind these somebody may want a receipt.
bool is_closing(std::uint32_t kind) {
  using Body = v1::EventBody;
  return kind == Body::kInterviewClosed || kind == Body::kMarkingClosed || kind == Body::kSealLifted;
}

}  // namespace

void Evidence::step(const std::function<bool()>& goes_on) {
  Done kept = tree_ ? Done{} : open();
  if (kept) kept = bring_up_to_date(goes_on);
  Done checked = kept && goes_on() ? check_start() : Done{};
  if (kept && checked && is_checked_) checked = check_copied();
  if (kept) kept = sign_if_due();
  if (kept) kept = copy();
  if (kept && checked && goes_on()) checked = check_further();
  report(kept ? checked : kept);
  // What a failed step has left in memory may be ahead of the file; a check that failed leaves nothing there.
  if (!kept) tree_.reset();
}

void Evidence::finish() {
  if (!tree_) return;
  const auto has_more = take_more();
  if (!has_more) return report(std::unexpected(has_more.error()));
  if (*has_more || !is_checked_ || tree_->tree().size() == signed_size_) return;
  Done done = sign();
  if (done) done = copy();
  report(done);
}

Done Evidence::open() {
  // A tree that was made again says what the journal is now, not what it was.
  is_checked_ = is_copy_checked_ = false;
  auto opened = TreeDatabase::open(parts_.tree_path, *parts_.journal, [this](const std::string& what) { tell(what); });
  if (!opened) return std::unexpected(std::move(opened.error()));
  tree_ = *std::move(opened);
  const auto copied = tree_->copied();
  if (!copied) return std::unexpected(copied.error());
  copied_number_ = copied->number;
  copied_size_ = copied->size;
  const auto newest = tree_->newest_checkpoint();
  if (!newest) return std::unexpected(newest.error());
  if (!note_.empty()) to_hold_.insert(note_);
  if (*newest) to_hold_.insert((*newest)->note);
  const bool is_ours = *newest && open_note((*newest)->note, parts_.key.verifier());
  signed_size_ = is_ours ? (*newest)->size : 0;
  signed_number_ = is_ours ? (*newest)->number : 0;
  if (is_ours) note_ = (*newest)->note;
  return {};
}

Found<bool> Evidence::take_more() {
  return tree_->catch_up([this](std::uint32_t kind) { has_news_to_sign_ |= is_closing(kind); });
}

Done Evidence::bring_up_to_date(const std::function<bool()>& goes_on) {
  while (goes_on()) {
    const auto has_more = take_more();
    if (!has_more) return std::unexpected(has_more.error());
    if (!*has_more) break;
  }
  if (const auto& unreadable = tree_->unreadable()) {
    const std::string count = std::to_string(tree_->tree().size());
    note(EvidenceFault{{}, 0, "what follows the first " + count + " events cannot be read: " + unreadable->reason});
  }
  return {};
}

Done Evidence::check_start() {
  if (is_checked_) return {};
  Done done = check_kept();
  if (done) done = check_copied();
  if (done) done = note(check_.check_newest(*tree_));
  is_checked_ = done.has_value();
  // It may not have left the machine.
  if (is_checked_ && !is_broken_ && !note_.empty()) parts_.on_checkpoint(note_);
  return done;
}

Done Evidence::check_further() {
  const std::uint64_t rounds_before = check_.round_count();
  Done done = note(check_.check_next(*tree_));
  if (done && check_.round_count() > rounds_before) {
    round_ended_wall_ns_ = parts_.now_wall_ns();
    round_event_count_ = tree_->tree().size();
  }
  return done;
}

Done Evidence::check_kept() {
  for (const std::string& note : to_hold_) {
    if (auto held = hold_against_note(note, parts_.tree_path); !held) return held;
  }
  to_hold_.clear();
  return {};
}

Done Evidence::check_copied() {
  if (parts_.copy_path.empty() || is_copy_checked_) return {};
  copies_ = identity_of(parts_.copy_path);
  const auto text = newest_notes(parts_.copy_path);
  // A share that is away is asked again before anything is added to it; the journal does not wait for it.
  if (!text) {
    report_copy(text.error());
    return {};
  }
  const std::vector<std::string> notes = split_notes(*text).whole;
  const auto is_ours = [this](const std::string& note) {
    return open_own_note(note, parts_.key.verifier().key).has_value();
  };
  // Of an earlier key, then; what has another name is another server's.
  const auto has_our_name = [this](const std::string& note) {
    const auto checkpoint = read_unsigned(note);
    return checkpoint && checkpoint->origin == parts_.key.verifier().name;
  };
  const auto own = std::ranges::find_if(notes.rbegin(), notes.rend(), is_ours);
  const auto newest = own == notes.rend() ? std::ranges::find_if(notes.rbegin(), notes.rend(), has_our_name) : own;
  Done held = newest == notes.rend() ? Done{} : hold_against_note(*newest, parts_.copy_path);
  if (held && own != notes.rend()) held = take_copied(*own);
  is_copy_checked_ = held.has_value();
  return held;
}

Done Evidence::take_copied(const std::string& newest) {
  const auto notes = tree_->checkpoints_beyond(copied_number_);
  if (!notes) return std::unexpected(notes.error());
  const auto found = std::ranges::find_if(*notes, [&](const auto& kept) { return kept.note == newest; });
  if (found == notes->end()) return {};
  copied_number_ = found->number;
  copied_size_ = found->size;
  return {};
}

Done Evidence::hold_against_note(const std::string& note, const std::string& where) {
  auto checkpoint = open_own_note(note, parts_.key.verifier().key);
  if (!checkpoint) {
    tell("the last checkpoint in " + where + " is not one of this server's key: " + checkpoint.error() +
         "; if the key was changed, those who verify need both; a new journal needs a file of its own");
    checkpoint = read_unsigned(note);
  }
  return checkpoint ? hold_against(*checkpoint, where) : Done{};
}

Done Evidence::hold_against(const Checkpoint& checkpoint, const std::string& where) {
  const auto holds = tree_->holds(checkpoint.size, checkpoint.root);
  if (!holds && !holds.error().is_damage) return std::unexpected(holds.error());
  if (holds && *holds) return {};
  const std::string last = "the last checkpoint in " + where;
  if (!holds) {
    note(EvidenceFault{{}, 0, "the journal cannot be held against " + last + ": " + holds.error().reason});
    return {};
  }
  const std::uint64_t size = tree_->tree().size();
  note(EvidenceFault{{},
                     0,
                     "the journal is not what it was when " + last + " was signed: of " +
                         std::to_string(checkpoint.size) + " events " +
                         (size < checkpoint.size ? "some are gone" : "some were changed")});
  return {};
}

Done Evidence::sign_if_due() {
  if (!is_checked_ || tree_->tree().size() <= signed_size_) return {};
  const std::int64_t since_ns = parts_.now_wall_ns() - signed_wall_ns_;
  // A clock that was set back tells nothing.
  const bool is_time = since_ns < 0 || since_ns >= std::chrono::nanoseconds(kCheckpointPause).count();
  return is_time || has_news_to_sign_ ? sign() : Done{};
}

Done Evidence::sign() {
  if (is_broken_) return {};
  const std::int64_t now_wall_ns = parts_.now_wall_ns();
  const std::uint64_t size = tree_->tree().size();
  std::string note = sign_checkpoint({.origin = parts_.key.verifier().name,
                                      .size = size,
                                      .root = tree_->tree().root(),
                                      .time = utc_time(now_wall_ns),
                                      .trail = parts_.trail()},
                                     parts_.key);
  const auto number = tree_->put_checkpoint(size, note);
  if (!number) return std::unexpected(number.error());
  signed_size_ = size;
  signed_number_ = *number;
  note_ = std::move(note);
  signed_wall_ns_ = now_wall_ns;
  has_news_to_sign_ = false;
  parts_.on_checkpoint(note_);
  return {};
}

Done Evidence::copy() {
  if (parts_.copy_path.empty() || copied_number_ >= signed_number_) return {};
  // A share that has come or gone since: what is there now is read first.
  if (identity_of(parts_.copy_path) != copies_) is_copy_checked_ = false;
  if (!is_copy_checked_ || is_broken_) return {};
  const auto notes = tree_->checkpoints_beyond(copied_number_);
  if (!notes) return std::unexpected(notes.error());
  for (const auto& [number, size, note] : *notes) {
    const auto appended = append_note(parts_.copy_path, note);
    report_copy(appended ? "" : appended.error());
    copies_ = identity_of(parts_.copy_path);
    if (!appended) return {};
    if (auto kept = tree_->note_copied(number); !kept) return kept;
    copied_number_ = number;
    copied_size_ = size;
  }
  return {};
}

Found<std::string> Evidence::receipt(const observer::RecordingId& recording_id, Scope scope) {
  if (is_broken_) return failed("the journal is not what was signed: it is vouched for no further");
  if (!tree_ || !is_checked_) return failed("the journal is still being checked: try again in a moment");
  if (faulty_recordings_.contains(recording_id)) {
    return failed("the recording does not verify: it is vouched for no further");
  }
  Position position = 0;
  auto receipt = begin_receipt(recording_id, position);
  if (!receipt) return std::unexpected(std::move(receipt.error()));
  Done done = scope == Scope::kRecordingAlone ? attest(*receipt, position) : prove(*receipt, position);
  if (!done) return std::unexpected(std::move(done.error()));
  // What was damaged on disk is not vouched for.
  if (auto checked = check_receipt(*receipt, parts_.key.verifier()); !checked) return failed(checked.error());
  return write_receipt(*receipt);
}

Found<Receipt> Evidence::begin_receipt(const observer::RecordingId& recording_id, Position& position) {
  const auto head = parts_.journal->head(recording_id);
  if (!head) return std::unexpected(head.error());
  if (!*head) return failed("the recording has no event");
  const std::uint64_t sequence = (*head)->sequence;
  const auto newest = parts_.journal->find(recording_id, sequence);
  const auto before = sequence > 1 ? parts_.journal->find(recording_id, sequence - 1) : std::nullopt;
  if (!newest || !before) return std::unexpected(newest ? before.error() : newest.error());
  if (!*newest || (sequence > 1 && !*before)) return failed("the recording is damaged");
  position = (*newest)->position;
  const StoredEvent& event = (*newest)->event;
  return Receipt{.key = parts_.key.verifier().text(),
                 .header = canonical_header(event.header),
                 .payload_digest = event.payload ? digest_payload(*event.salt, *event.payload) : *event.payload_digest,
                 .previous_link = sequence > 1 ? (**before).event.chain : genesis(recording_id),
                 .inclusion_proof = {},
                 .checkpoint = {}};
}

Found<std::uint64_t> Evidence::place_of(Position position) {
  while (tree_->position() < position) {
    const auto more = take_more();
    if (!more) {
      tell(more.error().reason);
      // It may be ahead of its file.
      tree_.reset();
      return std::unexpected(more.error());
    }
    if (tree_->unreadable()) return failed("what was recorded last cannot be read: " + tree_->unreadable()->reason);
    if (!*more && tree_->position() < position) return failed("an event of the journal is not where it was");
  }
  return tree_->index_of(position);
}

Done Evidence::prove(Receipt& receipt, Position position) {
  const auto index = place_of(position);
  if (!index) return std::unexpected(index.error());
  if (*index >= signed_size_) {
    if (auto done = sign(); !done) return done;
  }
  auto proof = tree_->prove(*index, signed_size_);
  if (!proof) return std::unexpected(std::move(proof.error()));
  receipt.leaf_index = *index;
  receipt.inclusion_proof = *std::move(proof);
  receipt.checkpoint = note_;
  return {};
}

Done Evidence::attest(Receipt& receipt, Position position) {
  const auto index = place_of(position);
  if (!index) return std::unexpected(index.error());
  const std::uint64_t size = tree_->tree().size();
  const auto proof = tree_->prove(*index, size);
  if (!proof) return std::unexpected(proof.error());
  const auto header = read_canonical_header(receipt.header);
  const Digest chain = next_link(receipt.previous_link, receipt.header, receipt.payload_digest);
  // Nothing else is attested than what the tree has taken in.
  if (root_from_inclusion(hash_leaf(chain), *index, size, *proof) != tree_->tree().root()) {
    return failed("the recording was changed since it was recorded");
  }
  receipt.attestation =
      sign_attestation({header->recording_id, header->sequence, chain}, utc_time(parts_.now_wall_ns()), parts_.key);
  return {};
}

Found<TreeProof> Evidence::prove_consistency(std::uint64_t old_size, std::uint64_t size) {
  if (!tree_) return failed("the tree is not there yet");
  if (size > tree_->tree().size()) return failed("the journal does not hold so many events");
  return tree_->prove_consistency(old_size, size);
}

EvidenceStatus Evidence::status() const {
  return {.key = parts_.key.verifier().text(),
          .event_count = tree_ ? tree_->tree().size() : 0,
          .checkpoint = note_,
          .copy_path = parts_.copy_path,
          .copied_event_count = copied_size_,
          .copy_trouble = copy_trouble_,
          .checked_event_count = check_.checked_count(),
          .check_round_count = check_.round_count(),
          .round_ended_wall_ns = round_ended_wall_ns_,
          .round_event_count = round_event_count_,
          .signed_event_count = signed_size_,
          .fault_count = fault_count_,
          .faults = faults_};
}

Done Evidence::note(const Found<RollingCheck::Faults>& found) {
  if (!found) return std::unexpected(found.error());
  for (const EvidenceFault& fault : *found) note(fault);
  return {};
}

void Evidence::note(EvidenceFault fault) {
  const bool is_first = faulty_recordings_.insert(fault.recording_id).second;
  if (fault.recording_id.is_nil()) is_broken_ = true;
  const bool is_known = std::ranges::any_of(faults_, [&](const EvidenceFault& known) {
    return known.recording_id == fault.recording_id && known.sequence == fault.sequence && known.what == fault.what;
  });
  // Of those that are not remembered nobody knows whether they were told, the round before.
  const bool may_be_known = faults_.size() == kMaxRememberedFaults && !is_first;
  if (is_known || may_be_known) return;
  ++fault_count_;
  parts_.on_fault(fault);
  if (faults_.size() < kMaxRememberedFaults) faults_.push_back(std::move(fault));
}

void Evidence::report(const Done& done) {
  if (!done) return tell(done.error().reason);
  told_.clear();
}

void Evidence::tell(const std::string& trouble) {
  if (told_.insert(trouble).second) parts_.on_trouble(trouble);
}

void Evidence::report_copy(const std::string& trouble) {
  if (std::exchange(copy_trouble_, trouble) != trouble && !trouble.empty()) parts_.on_trouble(trouble);
}

}  // namespace regard::storage

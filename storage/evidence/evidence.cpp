#include "storage/evidence/evidence.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "regard/v1/envelope.pb.h"
#include "storage/evidence/append_file.hpp"
#include "storage/evidence/receipt.hpp"

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

void Evidence::begin(const std::function<bool()>& goes_on) {
  Done done = open();
  if (done) done = bring_up_to_date(goes_on);
  if (done && goes_on()) done = check_checkpoint();
  if (done && goes_on()) note(check_->check_newest());
  report(done);
}

void Evidence::step(const std::function<bool()>& goes_on) {
  Done done = tree_ ? Done{} : open();
  if (done) done = bring_up_to_date(goes_on);
  if (done) done = sign_if_due();
  if (done) copy();
  if (done && goes_on()) note(check_->check_next());
  report(done);
  // What a failed step has left in memory may be ahead of the file.
  if (!done) tree_.reset();
}

void Evidence::finish() {
  if (!tree_) return;
  const auto has_more = tree_->catch_up([](std::uint32_t) {});
  if (!has_more) return report(std::unexpected(has_more.error()));
  if (*has_more || tree_->tree().size() == signed_size_) return;
  report(sign());
  copy();
}

Done Evidence::open() {
  auto opened = TreeDatabase::open(parts_.tree_path, *parts_.journal, [this](const std::string& reason) {
    parts_.on_trouble("the tree is made anew from the journal, without its checkpoints: " + reason);
  });
  if (!opened) return std::unexpected(std::move(opened.error()));
  tree_ = *std::move(opened);
  check_.emplace(*parts_.journal, *tree_);
  auto newest = tree_->newest_checkpoint();
  if (!newest) return std::unexpected(std::move(newest.error()));
  const auto copied = tree_->copied_size();
  if (!copied) return std::unexpected(copied.error());
  copied_size_ = *copied;
  signed_size_ = *newest ? (*newest)->size : 0;
  note_ = *newest ? (*newest)->note : "";
  return {};
}

Done Evidence::bring_up_to_date(const std::function<bool()>& goes_on) {
  const auto visit = [this](std::uint32_t kind) { has_news_to_sign_ |= is_closing(kind); };
  while (goes_on()) {
    const auto has_more = tree_->catch_up(visit);
    if (!has_more) return std::unexpected(has_more.error());
    if (!*has_more) break;
  }
  return {};
}

Done Evidence::check_checkpoint() {
  if (note_.empty()) return {};
  const auto checkpoint = open_note(note_, parts_.key.verifier());
  const auto root = tree_->root_at(signed_size_);
  std::string why = "they were changed";
  if (!root) why = root.error().reason;
  if (!checkpoint) why = checkpoint.error();
  if (checkpoint && root && *root == checkpoint->root) return {};
  is_broken_ = true;
  note(EvidenceFault{{},
                     0,
                     "the journal is not what it was when its last checkpoint was signed, of " +
                         std::to_string(signed_size_) + " events: " + why});
  return {};
}

Done Evidence::sign_if_due() {
  const std::int64_t pause_ns = std::chrono::nanoseconds(kCheckpointPause).count();
  const bool has_news = tree_->tree().size() > signed_size_;
  const bool is_time = parts_.now_wall_ns() - signed_wall_ns_ >= pause_ns || has_news_to_sign_;
  return has_news && is_time ? sign() : Done{};
}

Done Evidence::sign() {
  if (is_broken_) return {};
  const std::int64_t now_wall_ns = parts_.now_wall_ns();
  const std::uint64_t size = tree_->tree().size();
  std::string note = sign_checkpoint(
      {.origin = parts_.key.verifier().name, .size = size, .root = tree_->tree().root(), .time = utc_time(now_wall_ns)},
      parts_.key);
  if (auto kept = tree_->put_checkpoint({size, note}); !kept) return kept;
  signed_size_ = size;
  note_ = std::move(note);
  signed_wall_ns_ = now_wall_ns;
  has_news_to_sign_ = false;
  parts_.on_checkpoint(note_);
  return {};
}

void Evidence::copy() {
  if (parts_.copy_path.empty() || copied_size_ >= signed_size_) return;
  const auto notes = tree_->checkpoints_beyond(copied_size_);
  if (!notes) return report(std::unexpected(notes.error()));
  for (const auto& [size, note] : *notes) {
    auto appended = append_to_file(parts_.copy_path, note + "\n");
    const std::string trouble = appended ? "" : appended.error();
    if (std::exchange(copy_trouble_, trouble) != trouble && !trouble.empty()) parts_.on_trouble(trouble);
    if (!appended) return;
    if (auto kept = tree_->note_copied(size); !kept) return report(kept);
    copied_size_ = size;
  }
}

Found<std::string> Evidence::receipt(const observer::RecordingId& recording_id) {
  if (!tree_) return failed("the tree is not there yet");
  if (is_broken_) return failed("the journal is not what was signed: it is vouched for no further");
  const auto head = parts_.journal->head(recording_id);
  if (!head) return std::unexpected(head.error());
  if (!*head) return failed("the recording has no event");
  const std::uint64_t sequence = (*head)->sequence;
  const auto newest = parts_.journal->find(recording_id, sequence);
  const auto before = sequence > 1 ? parts_.journal->find(recording_id, sequence - 1) : std::nullopt;
  if (!newest || !before) return std::unexpected(newest ? before.error() : newest.error());
  if (!*newest || (sequence > 1 && !*before)) return failed("the recording is damaged");
  const LocatedEvent& located = **newest;
  while (tree_->position() < located.position) {
    if (auto more = tree_->catch_up([](std::uint32_t) {}); !more) return std::unexpected(more.error());
  }
  const auto index = tree_->index_of(located.position);
  if (!index) return std::unexpected(index.error());
  if (*index >= signed_size_) {
    if (auto done = sign(); !done) return std::unexpected(done.error());
  }
  const auto proof = tree_->prove(*index, signed_size_);
  if (!proof) return std::unexpected(proof.error());
  const StoredEvent& event = located.event;
  return write_receipt(
      {.key = parts_.key.verifier().text(),
       .header = canonical_header(event.header),
       .payload_digest = event.payload ? digest_payload(*event.salt, *event.payload) : *event.payload_digest,
       .previous_link = sequence > 1 ? (**before).event.chain : genesis(recording_id),
       .leaf_index = *index,
       .inclusion_proof = *proof,
       .checkpoint = note_});
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
          .checked_event_count = check_ ? check_->checked_count() : 0,
          .check_round_count = check_ ? check_->round_count() : 0,
          .fault_count = fault_count_,
          .faults = faults_};
}

void Evidence::note(const Found<RollingCheck::Faults>& found) {
  if (!found) return report(std::unexpected(found.error()));
  for (const EvidenceFault& fault : *found) note(fault);
}

void Evidence::note(EvidenceFault fault) {
  const bool is_known = std::ranges::any_of(faults_, [&](const EvidenceFault& known) {
    return known.recording_id == fault.recording_id && known.sequence == fault.sequence && known.what == fault.what;
  });
  if (is_known) return;
  ++fault_count_;
  parts_.on_fault(fault);
  if (faults_.size() < kMaxRememberedFaults) faults_.push_back(std::move(fault));
}

void Evidence::report(const Done& done) {
  const std::string trouble = done ? "" : done.error().reason;
  if (std::exchange(trouble_, trouble) != trouble && !trouble.empty()) parts_.on_trouble(trouble);
}

}  // namespace regard::storage

#include "observer/recordings/recordings.hpp"

#include <utility>

#include "observer/field_checks.hpp"
#include "observer/recordings/kind_table.hpp"

namespace regard::observer {

Refusal unknown_recording() {
  return {RefusalCode::unknown_recording, "there is no such recording, or none that you may read", "recording_id"};
}

Recording* Recordings::find(RecordingId recording_id) const {
  const auto found = recordings_.find(recording_id);
  return found == recordings_.end() ? nullptr : found->second;
}

const InterviewFamily* Recordings::interview(RecordingId interview_id) const {
  const auto found = families_.find(interview_id);
  return found == families_.end() ? nullptr : &found->second.state;
}

std::expected<Admission, Refusal> Recordings::admit(const Author& author, RecordingId recording_id,
                                                    const v1::EventBody& body, const Moment& moment) const {
  const RecordingKindRow* opened = find_opened_by(body.kind_case());
  if (opened != nullptr && opened->admit != nullptr) return admit_opening(*opened, author, recording_id, body);
  const Recording* recording = find(recording_id);
  if (recording == nullptr || !recording->aggregate->may_read({author.account_id, author.role})) {
    return std::unexpected(unknown_recording());
  }
  if (auto refusal = recording->aggregate->admit(author, body, moment)) return std::unexpected(*std::move(refusal));
  return Admission{.family_id = recording->family->family_id,
                   .completed = recording->aggregate->completed(body),
                   .added = recording->aggregate->added_by(body)};
}

std::expected<Admission, Refusal> Recordings::admit_opening(const RecordingKindRow& row, const Author& author,
                                                            RecordingId recording_id, const v1::EventBody& body) const {
  if (auto refusal = check_role(body.kind_case(), author.role)) return std::unexpected(*std::move(refusal));
  if (recording_id.is_nil()) {
    return std::unexpected(invalid_field("recording_id", "the id of the recording is missing"));
  }
  if (find(recording_id) != nullptr) {
    return std::unexpected(wrong_state("there is a recording with this id already: it is opened once"));
  }
  return row.admit(sources_, recording_id, body);
}

Fingerprint Recordings::fingerprint_of(const v1::EventBody& body, std::string_view payload) const {
  return observer::fingerprint_of(sources_.people, body, payload);
}

std::expected<Recording*, std::string> Recordings::apply(const EventHeader& header, const v1::EventBody* body,
                                                         RecordingId family_id) {
  const auto damaged = [&](const std::string& reason) {
    return std::unexpected("recording " + header.recording_id.to_string() + ", sequence " +
                           std::to_string(header.sequence) + ": " + reason);
  };
  const KindRow* kind = find_kind(header.kind);
  if (kind == nullptr) return damaged("kind " + std::to_string(header.kind) + " is none that this program knows");
  const bool is_of_kind = body == nullptr || body->kind_case() == kind->kind;
  Recording* recording = find(header.recording_id);
  if (recording != nullptr) {
    if (is_of_kind && recording->aggregate->fold(header, body)) return recording;
  } else if (const RecordingKindRow* row = find_opened_by(kind->kind); row != nullptr && is_of_kind) {
    recording = open(*row, header, body, family_id);
    if (recording != nullptr) return recording;
  }
  return damaged(kind_name(kind->kind) + " cannot follow what the journal holds before it");
}

Recording* Recordings::open(const RecordingKindRow& row, const EventHeader& header, const v1::EventBody* body,
                            RecordingId family_id) {
  const bool is_first = header.recording_id == family_id;
  if (families_.contains(family_id) == is_first) return nullptr;
  Family& family = families_[family_id];
  family.family_id = family_id;
  family.last_used_mono_ns = header.server_mono_ns;
  auto aggregate = row.open(family.state, sources_.referential, header, body);
  if (aggregate == nullptr) {
    if (is_first) families_.erase(family_id);
    return nullptr;
  }
  family.recordings.push_back(
      std::make_unique<Recording>(Recording{header.recording_id, &family, std::move(aggregate), {}}));
  recordings_.emplace(header.recording_id, family.recordings.back().get());
  return family.recordings.back().get();
}

std::expected<void, Refusal> Recordings::may_read(Reader reader, RecordingId recording_id) const {
  const Recording* recording = find(recording_id);
  if (recording == nullptr || !recording->aggregate->may_read(reader)) return std::unexpected(unknown_recording());
  return {};
}

void Recordings::adopt(Recordings other) {
  // The nodes of the maps are handed over as they are: whoever points into them still does.
  families_.merge(other.families_);
  recordings_.merge(other.recordings_);
}

void Recordings::forget(RecordingId family_id) {
  const auto found = families_.find(family_id);
  if (found == families_.end()) return;
  for (const auto& recording : found->second.recordings) recordings_.erase(recording->recording_id);
  families_.erase(found);
}

}  // namespace regard::observer

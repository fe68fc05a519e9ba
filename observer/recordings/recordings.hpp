#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "observer/recordings/aggregate.hpp"
#include "observer/recordings/interview_family.hpp"
#include "observer/recordings/numbering.hpp"
#include "observer/recordings/recording_kinds.hpp"

namespace regard::observer {

struct Family;

// A recording that is in memory. Stays where it is until its family is forgotten.
struct Recording {
  RecordingId recording_id;
  Family* family = nullptr;
  std::unique_ptr<Aggregate> aggregate;
  Numbering numbering;
};

// Recordings that are in memory together or not at all.
struct Family {
  RecordingId family_id;
  InterviewFamily state;
  std::vector<std::unique_ptr<Recording>> recordings;
  // On the trusted clock.
  std::int64_t last_used_mono_ns = 0;
};

// The refusal for a recording that does not exist and for one that the asker may not know of: the same words.
[[nodiscard]] Refusal unknown_recording();

// The recordings that are in memory, and the rules on what may be published to them and who may read them. Owns no
// input or output: it checks and folds. Not thread-safe: the gateway's thread owns it.
class Recordings {
 public:
  // All must outlive the registry.
  explicit Recordings(OpeningSources sources) : sources_(sources) {}

  // Null when it is not in memory.
  [[nodiscard]] Recording* find(RecordingId recording_id) const;
  // By the id of the interview; null when it is not in memory.
  [[nodiscard]] const InterviewFamily* interview(RecordingId interview_id) const;

  // Checks a body that `author` wants to publish. Changes nothing: call apply() with the stamped events once they are
  // accepted. Requires: what the journal holds of the recording is in memory.
  [[nodiscard]] std::expected<Admission, Refusal> admit(const Author& author, RecordingId recording_id,
                                                        const v1::EventBody& body, const Moment& moment) const;

  // Folds a stamped event, that is being accepted or was long ago; `body` is null when it was erased. It was admitted
  // before, so it is never refused; a journal that holds an impossible one is damaged, and the error says where.
  // Requires: the event's number is noted by the caller (Recording::numbering).
  [[nodiscard]] std::expected<Recording*, std::string> apply(const EventHeader& header, const v1::EventBody* body,
                                                             RecordingId family_id);

  // See fingerprint.hpp.
  [[nodiscard]] Fingerprint fingerprint_of(const v1::EventBody& body, std::string_view payload) const;
  // Whether somebody may read the recording (events, presence and signals alike). Requires: as admit().
  [[nodiscard]] std::expected<void, Refusal> may_read(Reader reader, RecordingId recording_id) const;

  // An empty registry on the same sources: what is being read from the journal is folded apart until it is whole.
  [[nodiscard]] Recordings make_empty() const { return Recordings(sources_); }
  // Takes over all that the other holds; none of it may be here already.
  void adopt(Recordings other);

  [[nodiscard]] const std::unordered_map<RecordingId, Family>& families() const { return families_; }
  // Drops the family from memory.
  void forget(RecordingId family_id);

 private:
  [[nodiscard]] std::expected<Admission, Refusal> admit_opening(const RecordingKindRow& row, const Author& author,
                                                                RecordingId recording_id,
                                                                const v1::EventBody& body) const;
  // Null when the event cannot open a recording there.
  [[nodiscard]] Recording* open(const RecordingKindRow& row, const EventHeader& header, const v1::EventBody* body,
                                RecordingId family_id);

  OpeningSources sources_;
  std::unordered_map<RecordingId, Family> families_;
  std::unordered_map<RecordingId, Recording*> recordings_;
};

}  // namespace regard::observer

#include "observer/recordings/interview_family.hpp"

#include <algorithm>

#include "observer/recordings/kind_table.hpp"

namespace regard::observer {
namespace {

MaybeRefusal check_kind(const Attempt& attempt, RecordingKind recording_kind, const auto& check_state) {
  const Kind kind = attempt.body.kind_case();
  if (auto refusal = check_role(kind, attempt.author.role)) return refusal;
  if (auto refusal = check_place(kind, recording_kind)) return refusal;
  if (auto refusal = check_state()) return refusal;
  const KindRow& row = *find_kind(kind);
  if (row.check == nullptr) return wrong_state(kind_name(kind) + " opens a recording: this one is open already");
  auto refusal = row.check(attempt);
  // A check names fields within the kind's own message.
  if (refusal && !refusal->field.empty()) refusal->field.insert(0, "body." + kind_name(kind) + ".");
  return refusal;
}

bool fold_kind(const Happening& happening, RecordingKind recording_kind) {
  const KindRow* row = find_kind(happening.header.kind);
  return row != nullptr && row->belongs_in == recording_kind && row->fold != nullptr && row->fold(happening);
}

class Conversation final : public Aggregate {
 public:
  Conversation(InterviewFamily& family, const Referential& referential)
      : family_(family), interview_(family.interview), referential_(referential) {}

  [[nodiscard]] RecordingKind kind() const override { return RecordingKind::conversation; }

  [[nodiscard]] bool may_read(Reader reader) const override { return may_read_conversation(interview_.seats, reader); }

  [[nodiscard]] MaybeRefusal admit(const Author& author, const v1::EventBody& body,
                                   const Moment& moment) const override {
    return check_kind({interview_, nullptr, author, referential_, body, moment}, kind(), [&]() -> MaybeRefusal {
      if (follows_closing(body.kind_case())) return check_seal_holds();
      if (interview_.is_live()) return std::nullopt;
      return wrong_state("the interview is closed");
    });
  }

  [[nodiscard]] std::optional<v1::EventBody> completed(const v1::EventBody& body) const override {
    const KindRow& row = *find_kind(body.kind_case());
    return row.complete == nullptr ? std::nullopt : row.complete(interview_, body);
  }

  // A seal that is lifted closes the markings that are open: nobody marks on with another's marks before them.
  [[nodiscard]] std::vector<Draft> added_by(const v1::EventBody& body) const override {
    std::vector<Draft> drafts;
    if (!body.has_seal_lifted()) return drafts;
    for (const auto& marking : family_.markings) {
      if (marking->is_closed()) continue;
      drafts.push_back({marking->recording_id, interview_.interview_id, {}});
      drafts.back().body.mutable_marking_closed();
    }
    return drafts;
  }

  [[nodiscard]] bool fold(const EventHeader& header, const v1::EventBody* body) override {
    if (interview_.is_live() == follows_closing(header.kind)) return false;
    interview_.is_incomplete |= body == nullptr;
    return fold_kind({interview_, nullptr, header, body}, kind());
  }

  void committed(std::uint64_t sequence) override {
    interview_.closing_is_committed = !interview_.is_live() && sequence >= interview_.closed_sequence;
  }

 private:
  [[nodiscard]] static bool follows_closing(std::uint32_t kind) { return kind == Kind::kSealLifted; }

  [[nodiscard]] MaybeRefusal check_seal_holds() const {
    if (interview_.is_live()) return wrong_state("the interview is live: its seal is lifted after it");
    const bool is_open =
        std::ranges::any_of(family_.markings, [](const auto& marking) { return !marking->is_closed(); });
    return is_open ? std::nullopt : MaybeRefusal(wrong_state("all markings are closed: there is no seal to lift"));
  }

  InterviewFamily& family_;
  Interview& interview_;
  const Referential& referential_;
};

class MarkingRecording final : public Aggregate {
 public:
  MarkingRecording(InterviewFamily& family, Marking& marking, const Referential& referential)
      : family_(family), marking_(marking), referential_(referential) {}

  [[nodiscard]] RecordingKind kind() const override { return RecordingKind::marking; }

  [[nodiscard]] bool may_read(Reader reader) const override {
    // The seal is asked for last: it looks at every marking.
    const Seats& seats = family_.interview.seats;
    return may_read_marking(seats, true, marking_.assessor_id, reader) ||
           may_read_marking(seats, family_.is_sealed(), marking_.assessor_id, reader);
  }

  [[nodiscard]] MaybeRefusal admit(const Author& author, const v1::EventBody& body,
                                   const Moment& moment) const override {
    return check_kind({family_.interview, &marking_, author, referential_, body, moment}, kind(),
                      [&]() -> MaybeRefusal {
                        if (marking_.assessor_id != author.account_id)
                          return not_allowed("this marking is another assessor's");
                        if (marking_.is_closed()) return wrong_state("the marking is closed");
                        return std::nullopt;
                      });
  }

  [[nodiscard]] bool fold(const EventHeader& header, const v1::EventBody* body) override {
    if (marking_.is_closed()) return false;
    marking_.is_incomplete |= body == nullptr;
    return fold_kind({family_.interview, &marking_, header, body}, kind());
  }

  void committed(std::uint64_t sequence) override {
    marking_.closing_is_committed = marking_.is_closed() && sequence >= marking_.closed_sequence;
  }

 private:
  InterviewFamily& family_;
  Marking& marking_;
  const Referential& referential_;
};

class BriefRecording final : public Aggregate {
 public:
  BriefRecording(InterviewFamily& family, const Referential& referential)
      : interview_(family.interview), referential_(referential) {}

  [[nodiscard]] RecordingKind kind() const override { return RecordingKind::brief; }

  [[nodiscard]] bool may_read(Reader reader) const override { return may_read_brief(interview_.seats, reader); }

  [[nodiscard]] MaybeRefusal admit(const Author& author, const v1::EventBody& body,
                                   const Moment& moment) const override {
    return check_kind({interview_, nullptr, author, referential_, body, moment}, kind(), [&]() -> MaybeRefusal {
      if (interview_.is_live()) return std::nullopt;
      return wrong_state("the interview is closed: nothing is played any more");
    });
  }

  [[nodiscard]] bool fold(const EventHeader& header, const v1::EventBody* body) override {
    return fold_kind({interview_, nullptr, header, body}, kind());
  }

  void committed(std::uint64_t /*sequence*/) override {}

 private:
  Interview& interview_;
  const Referential& referential_;
};

}  // namespace

bool InterviewFamily::is_sealed() const {
  // While the markings are still being opened some are missing here: that is sealed too.
  const bool all_opened =
      interview.opening_is_erased || markings.size() == static_cast<std::size_t>(interview.opened.assessors_size());
  return !interview.closing_is_committed || !all_opened ||
         !std::ranges::all_of(markings, [](const auto& marking) { return marking->closing_is_committed; });
}

const Marking* InterviewFamily::marking_of(AccountId assessor_id) const {
  const auto found = std::ranges::find(markings, assessor_id, [](const auto& marking) { return marking->assessor_id; });
  return found == markings.end() ? nullptr : found->get();
}

InterviewSummary InterviewFamily::summary() const {
  InterviewSummary summary{.interview_id = interview.interview_id,
                           .opened = interview.opened,
                           .seats = interview.seats,
                           .opened_mono_ns = interview.opened_mono_ns,
                           .opened_wall_ns = interview.opened_wall_ns,
                           .closed_mono_ns = interview.closed_mono_ns,
                           .markings = {},
                           .brief_id = brief_id,
                           .is_sealed = is_sealed()};
  for (const auto& marking : markings) {
    summary.markings.push_back(
        {marking->recording_id, marking->assessor_id, marking->assessor_name, marking->is_closed()});
  }
  return summary;
}

std::unique_ptr<Aggregate> make_conversation(InterviewFamily& family, const Referential& referential) {
  return std::make_unique<Conversation>(family, referential);
}

std::unique_ptr<Aggregate> make_marking_recording(InterviewFamily& family, Marking& marking,
                                                  const Referential& referential) {
  return std::make_unique<MarkingRecording>(family, marking, referential);
}

std::unique_ptr<Aggregate> make_brief_recording(InterviewFamily& family, const Referential& referential) {
  return std::make_unique<BriefRecording>(family, referential);
}

}  // namespace regard::observer

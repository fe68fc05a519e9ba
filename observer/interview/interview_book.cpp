#include "observer/interview/interview_book.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "observer/access/reading_rules.hpp"
#include "observer/field_checks.hpp"
#include "observer/interview/conversation_rules.hpp"
#include "observer/interview/opening_rules.hpp"
#include "observer/kinds/publishing_rules.hpp"
#include "observer/marking/marking_rules.hpp"

namespace regard::observer {
namespace {

// The same for a recording that does not exist and for one that the asker may not know of.
Refusal unknown_recording() {
  return {v1::ERROR_CODE_UNKNOWN_RECORDING, "there is no such recording, or none that you may read", "recording_id"};
}

Draft marking_draft(RecordingId marking_id, RecordingId interview_id, const v1::Person& assessor) {
  Draft draft{.recording_id = marking_id, .body = {}};
  v1::MarkingOpened& opened = *draft.body.mutable_marking_opened();
  opened.set_interview_id(interview_id.to_string());
  *opened.mutable_assessor() = assessor;
  return draft;
}

v1::ReadableRecording describe_marking(const Marking& marking) {
  v1::ReadableRecording recording;
  recording.set_recording_id(marking.recording_id.to_string());
  recording.set_kind(v1::RECORDING_KIND_MARKING);
  recording.mutable_assessor()->set_account_id(marking.assessor_id.to_string());
  recording.mutable_assessor()->set_name(marking.assessor_name);
  recording.set_marking_closed(marking.is_closed());
  return recording;
}

}  // namespace

v1::RecordingKind InterviewBook::Place::kind() const {
  return marking_index ? v1::RECORDING_KIND_MARKING : v1::RECORDING_KIND_CONVERSATION;
}

bool InterviewBook::Place::may_read(AccountId account_id, v1::Role role) const {
  if (!marking_index) return may_read_conversation(*interview, account_id, role);
  return may_read_marking(*interview, interview->markings[*marking_index], account_id, role);
}

InterviewBook::InterviewBook(const Referential& referential, const People& people, Random& random)
    : referential_(referential), people_(people), random_(random) {}

std::expected<Admission, Refusal> InterviewBook::admit(const Author& author, RecordingId recording_id,
                                                       const v1::EventBody& body) const {
  if (body.kind_case() == v1::EventBody::kInterviewOpened) return admit_opening(author, recording_id, body);
  const Place* place = find_place(recording_id);
  if (place == nullptr || !place->may_read(author.account_id, author.role)) return std::unexpected(unknown_recording());
  if (auto refusal = check(*place, author, body)) return std::unexpected(*std::move(refusal));
  return Admission{};
}

std::expected<Admission, Refusal> InterviewBook::admit_opening(const Author& author, RecordingId recording_id,
                                                               const v1::EventBody& body) const {
  if (auto refusal = check_role(body.kind_case(), author.role)) return std::unexpected(*std::move(refusal));
  if (recording_id.is_nil())
    return std::unexpected(invalid_field("recording_id", "the id of the interview is missing"));
  if (find_place(recording_id) != nullptr) {
    return std::unexpected(wrong_state("there is a recording with this id already: an interview is opened once"));
  }
  auto opened = complete_opening(referential_, people_, body.interview_opened());
  if (!opened) return std::unexpected(std::move(opened.error()));

  Admission admission;
  for (const v1::Person& assessor : opened->assessors()) {
    admission.added.push_back(marking_draft(random_.uuid(), recording_id, assessor));
  }
  *admission.completed.emplace().mutable_interview_opened() = *std::move(opened);
  return admission;
}

MaybeRefusal InterviewBook::check(const Place& place, const Author& author, const v1::EventBody& body) const {
  if (auto refusal = check_role(body.kind_case(), author.role)) return refusal;
  if (auto refusal = check_place(body.kind_case(), place.kind())) return refusal;
  if (!place.marking_index) return check_conversation_event(*place.interview, author, body);
  const Marking& marking = place.interview->markings[*place.marking_index];
  return check_marking_event(referential_, *place.interview, marking, author, body);
}

std::expected<void, std::string> InterviewBook::apply(const EventHeader& header, const v1::EventBody& body) {
  if (fold(header, body)) return {};
  return std::unexpected("recording " + header.recording_id.to_string() + ", sequence " +
                         std::to_string(header.sequence) + ": " + kind_name(body.kind_case()) +
                         " cannot follow what the journal holds before it");
}

void InterviewBook::committed(RecordingId recording_id, std::uint64_t sequence) {
  const auto found = places_.find(recording_id);
  if (found == places_.end()) return;
  Interview& interview = *found->second.interview;
  if (!found->second.marking_index) {
    interview.closing_is_committed = !interview.is_live() && sequence >= interview.closed_sequence;
    return;
  }
  Marking& marking = interview.markings[*found->second.marking_index];
  marking.closing_is_committed = marking.is_closed() && sequence >= marking.closed_sequence;
}

bool InterviewBook::fold(const EventHeader& header, const v1::EventBody& body) {
  if (body.has_interview_opened()) return fold_opening(header, body.interview_opened());
  if (body.has_marking_opened()) return fold_marking_opening(header, body.marking_opened());
  const auto place = places_.find(header.recording_id);
  if (place == places_.end()) return false;
  Interview& interview = *place->second.interview;
  if (!place->second.marking_index) return fold_conversation_event(interview, header, body);
  return fold_marking_event(interview.markings[*place->second.marking_index], header, body);
}

bool InterviewBook::fold_opening(const EventHeader& header, const v1::InterviewOpened& opened) {
  auto interview = std::make_unique<Interview>();
  interview->interview_id = header.recording_id;
  interview->opened = opened;
  interview->opened_mono_ns = header.server_mono_ns;
  interview->opened_wall_ns = header.server_wall_ns;
  if (!places_.try_emplace(header.recording_id, Place{.interview = interview.get(), .marking_index = {}}).second) {
    return false;
  }
  interviews_.emplace(header.recording_id, std::move(interview));
  return true;
}

bool InterviewBook::fold_marking_opening(const EventHeader& header, const v1::MarkingOpened& opened) {
  const auto interview_id = Uuid::parse(opened.interview_id());
  const auto assessor_id = Uuid::parse(opened.assessor().account_id());
  if (!interview_id || !assessor_id) return false;
  const auto interview = interviews_.find(*interview_id);
  if (interview == interviews_.end()) return false;

  auto& markings = interview->second->markings;
  const Place place{.interview = interview->second.get(), .marking_index = markings.size()};
  if (!places_.try_emplace(header.recording_id, place).second) return false;
  markings.push_back({.recording_id = header.recording_id,
                      .assessor_id = *assessor_id,
                      .assessor_name = opened.assessor().name(),
                      .mark_ids = {},
                      .withdrawn_mark_ids = {},
                      .closed_sequence = 0,
                      .closing_is_committed = false});
  return true;
}

std::expected<void, Refusal> InterviewBook::may_read(const Account& account, RecordingId recording_id) const {
  const Place* place = find_place(recording_id);
  if (place == nullptr || !place->may_read(account.account_id, account.role)) {
    return std::unexpected(unknown_recording());
  }
  return {};
}

const InterviewBook::Place* InterviewBook::find_place(RecordingId recording_id) const {
  const auto place = places_.find(recording_id);
  return place == places_.end() ? nullptr : &place->second;
}

const Interview* InterviewBook::interview(RecordingId interview_id) const {
  const auto found = interviews_.find(interview_id);
  return found == interviews_.end() ? nullptr : found->second.get();
}

const Interview* InterviewBook::interview_of(RecordingId recording_id) const {
  const Place* place = find_place(recording_id);
  return place == nullptr ? nullptr : place->interview;
}

std::size_t InterviewBook::live_count() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(interviews_, [](const auto& entry) { return entry.second->is_live(); }));
}

std::vector<const Interview*> InterviewBook::interviews_for(const Account& account) const {
  std::vector<const Interview*> readable;
  for (const auto& [id, interview] : interviews_) {
    if (may_read_conversation(*interview, account.account_id, account.role)) readable.push_back(interview.get());
  }
  // The id makes the order the same every time, even between interviews of one moment.
  const auto rank = [](const Interview* interview) {
    return std::tuple(!interview->is_live(), -interview->opened_mono_ns, interview->interview_id);
  };
  std::ranges::sort(readable, {}, rank);
  return readable;
}

v1::Interview InterviewBook::describe(const Interview& interview, const Account& account) const {
  v1::Interview description;
  description.set_interview_id(interview.interview_id.to_string());
  *description.mutable_opened() = interview.opened;
  description.set_opened_mono_ns(interview.opened_mono_ns);
  description.set_opened_wall_ns(interview.opened_wall_ns);
  description.set_closed_mono_ns(interview.closed_mono_ns);
  description.set_sealed(interview.is_sealed());

  if (may_read_conversation(interview, account.account_id, account.role)) {
    v1::ReadableRecording& conversation = *description.add_recordings();
    conversation.set_recording_id(interview.interview_id.to_string());
    conversation.set_kind(v1::RECORDING_KIND_CONVERSATION);
  }
  for (const Marking& marking : interview.markings) {
    if (!may_read_marking(interview, marking, account.account_id, account.role)) continue;
    *description.add_recordings() = describe_marking(marking);
  }
  return description;
}

}  // namespace regard::observer

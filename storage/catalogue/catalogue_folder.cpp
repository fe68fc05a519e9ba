#include "storage/catalogue/catalogue_folder.hpp"

#include <algorithm>
#include <utility>

#include "observer/interview/summary_fold.hpp"

namespace regard::storage {

using observer::RecordingId;

Done CatalogueFolder::fold(const StoredEvent& event) {
  v1::EventBody body;
  // What cannot be read is listed as if it were erased: the list is no judge of the journal.
  const bool is_read = event.payload && body.ParseFromString(*event.payload);
  const v1::EventBody* read = is_read ? &body : nullptr;
  auto found = row_for(event, read);
  if (!found) return std::unexpected(std::move(found.error()));
  if (*found == nullptr) return {};
  observer::fold_into_summary((*found)->summary, event.header, read);
  if (event.header.kind == v1::EventBody::kMarkingOpened) {
    opened_.emplace(event.header.recording_id, (*found)->number);
  }
  return {};
}

Done CatalogueFolder::store() {
  for (const auto& [number, row] : touched_) {
    if (auto stored = rows_.store(row); !stored) return stored;
  }
  return {};
}

Found<SummaryRow*> CatalogueFolder::row_for(const StoredEvent& event, const v1::EventBody* body) {
  switch (event.header.kind) {
    case v1::EventBody::kInterviewOpened:
      return open(event);
    case v1::EventBody::kInterviewClosed:
      return row_of_interview(event.header.recording_id);
    case v1::EventBody::kMarkingOpened:
    case v1::EventBody::kBriefOpened: {
      const auto interview_id = interview_of(event, body);
      if (!interview_id) return std::unexpected(interview_id.error());
      return row_of_interview(*interview_id);
    }
    default:
      return row_of_marking(event.header.recording_id);
  }
}

Found<SummaryRow*> CatalogueFolder::open(const StoredEvent& event) {
  // A stretch that was folded before and is folded again finds its interviews.
  auto known = row_of_interview(event.header.recording_id);
  if (!known || *known != nullptr) return known;
  if (newest_number_ == 0) {
    const auto newest = rows_.newest_number();
    if (!newest) return std::unexpected(newest.error());
    newest_number_ = *newest;
  }
  const std::int64_t number = ++newest_number_;
  opened_.emplace(event.header.recording_id, number);
  return &touched_.emplace(number, SummaryRow{number, {}, {}}).first->second;
}

Found<RecordingId> CatalogueFolder::interview_of(const StoredEvent& event, const v1::EventBody* body) {
  if (body != nullptr) {
    const std::string& said =
        body->has_brief_opened() ? body->brief_opened().interview_id() : body->marking_opened().interview_id();
    return observer::Uuid::parse(said).value_or(RecordingId{});
  }
  const auto family = journal_.read_family(event.header.recording_id);
  if (!family) return std::unexpected(family.error());
  return family->empty() ? RecordingId{} : family->front();
}

Found<SummaryRow*> CatalogueFolder::row_of_interview(const RecordingId& interview_id) {
  if (const auto opened = opened_.find(interview_id); opened != opened_.end()) return row(opened->second);
  const auto number = rows_.number_of_interview(interview_id);
  if (!number) return std::unexpected(number.error());
  return row(*number);
}

Found<SummaryRow*> CatalogueFolder::row_of_marking(const RecordingId& recording_id) {
  if (const auto opened = opened_.find(recording_id); opened != opened_.end()) return row(opened->second);
  const auto number = rows_.number_of_marking(recording_id);
  if (!number) return std::unexpected(number.error());
  return row(*number);
}

Found<SummaryRow*> CatalogueFolder::row(std::int64_t number) {
  if (number == 0) return nullptr;
  if (const auto touched = touched_.find(number); touched != touched_.end()) return &touched->second;
  auto loaded = rows_.load(number);
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  if (!*loaded) return nullptr;
  return &touched_.emplace(number, std::move(**loaded)).first->second;
}

}  // namespace regard::storage

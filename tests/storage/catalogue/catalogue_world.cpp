#include "tests/storage/catalogue/catalogue_world.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <ranges>
#include <utility>

namespace regard::storage {
namespace {

void name(v1::Person& person, const Somebody& somebody) {
  person.set_account_id(somebody.account_id.to_string());
  person.set_name(somebody.name);
}

}  // namespace

CatalogueWorld::CatalogueWorld() { open_journal(); }

void CatalogueWorld::open_journal() {
  journal_ = samples::open_store(journal_path(), random);
  reopen_catalogue();
}

void CatalogueWorld::reopen_catalogue() {
  commit();
  catalogue_.reset();
  catalogue_ = samples::must(CatalogueDatabase::open(
      catalogue_path(), journal_->reader(), [this](const std::string& reason) { replaced_because.push_back(reason); }));
}

void CatalogueWorld::while_closed(const std::function<void()>& work) {
  commit();
  catalogue_.reset();
  journal_.reset();
  work();
  open_journal();
}

CatalogueDatabase& CatalogueWorld::outdated_catalogue() {
  commit();
  return *catalogue_;
}

CatalogueDatabase& CatalogueWorld::catalogue() {
  commit();
  samples::must(catalogue_->catch_up());
  return *catalogue_;
}

observer::RecordingId CatalogueWorld::open(const Opening& opening) {
  const observer::RecordingId interview_id = random.uuid();
  v1::EventBody body;
  v1::InterviewOpened& opened = *body.mutable_interview_opened();
  opened.set_title(opening.title);
  opened.set_channel(opening.channel);
  opened.set_block_code(opening.block_code);
  name(*opened.mutable_candidate(), opening.candidate);
  for (const Somebody& assessor : opening.assessors) name(*opened.add_assessors(), assessor);
  expected_.emplace_back();
  record(interview_id, interview_id, body, opening.opened_wall_ns);
  for (const Somebody& assessor : opening.assessors) {
    v1::EventBody marking;
    marking.mutable_marking_opened()->set_interview_id(interview_id.to_string());
    name(*marking.mutable_marking_opened()->mutable_assessor(), assessor);
    record(random.uuid(), interview_id, marking, opening.opened_wall_ns);
  }
  return interview_id;
}

void CatalogueWorld::close(const observer::RecordingId& interview_id) {
  v1::EventBody body;
  body.mutable_interview_closed();
  record(interview_id, interview_id, body, 0);
}

void CatalogueWorld::close_marking(const observer::RecordingId& interview_id, std::size_t n) {
  v1::EventBody body;
  body.mutable_marking_closed();
  record(summary_of(interview_id).markings.at(n).recording_id, interview_id, body, 0);
}

void CatalogueWorld::say(const observer::RecordingId& interview_id) {
  v1::EventBody body;
  body.mutable_note()->set_text("…");
  record(interview_id, interview_id, body, 0);
}

void CatalogueWorld::record(const observer::RecordingId& recording_id, const observer::RecordingId& family_id,
                            const v1::EventBody& body, std::int64_t wall_ns) {
  observer::StampedEvent& event = pending_.emplace_back();
  event.header.recording_id = recording_id;
  event.header.sequence = ++sequences_[recording_id];
  event.header.event_id = random.uuid();
  event.header.kind = static_cast<std::uint32_t>(body.kind_case());
  event.header.server_mono_ns = ++now_mono_ns_;
  event.header.server_wall_ns = wall_ns;
  event.payload = body.SerializeAsString();
  event.family_id = family_id;
  observer::InterviewSummary& summary = body.has_interview_opened() ? expected_.back() : summary_of(family_id);
  observer::fold_into_summary(summary, event.header, &body);
}

void CatalogueWorld::commit() {
  if (!pending_.empty()) samples::must(journal_->commit(std::exchange(pending_, {})));
}

observer::InterviewSummary& CatalogueWorld::summary_of(const observer::RecordingId& family_id) {
  // The newest is asked for most.
  auto newest_first = expected_ | std::views::reverse;
  const auto found = std::ranges::find(newest_first, family_id, &observer::InterviewSummary::interview_id);
  REQUIRE(found != newest_first.end());
  return *found;
}

const observer::InterviewSummary& CatalogueWorld::expected(const observer::RecordingId& interview_id) const {
  const auto found = std::ranges::find(expected_, interview_id, &observer::InterviewSummary::interview_id);
  REQUIRE(found != expected_.end());
  return *found;
}

}  // namespace regard::storage

#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/storage/catalogue/catalogue_world.hpp"

// The people of the catalogue's tests, their interviews, and short ways to ask for them.
namespace regard::storage::samples {

inline constexpr std::int64_t kDayNs = 86'400LL * 1'000'000'000;
inline constexpr std::int64_t kBegin = 1'790'000'000'000'000'000;

inline Somebody somebody(std::uint8_t n, const std::string& name) { return {recording(n), name}; }
inline const Somebody kLea = somebody(1, "Léa Bernard");
inline const Somebody kHugo = somebody(2, "Hugo Petit");
inline const Somebody kClaire = somebody(3, "Claire Martin");
inline const Somebody kPaul = somebody(4, "Paul Durand");

inline Opening opening(const std::string& title = "Devis dentaire", std::int64_t opened_wall_ns = kBegin) {
  return {.title = title, .candidate = kLea, .assessors = {kClaire, kPaul}, .opened_wall_ns = opened_wall_ns};
}

inline std::vector<observer::RecordingId> ids_of(const observer::InterviewPage& page) {
  std::vector<observer::RecordingId> ids;
  for (const observer::InterviewSummary& interview : page.interviews) ids.push_back(interview.interview_id);
  return ids;
}

inline std::vector<observer::RecordingId> found(CatalogueWorld& world, const observer::InterviewFilter& filter) {
  return ids_of(must(world.catalogue().find({filter, {}, 1000})));
}

inline observer::InterviewFilter words(const std::string& text) { return {.words = text}; }

inline bool equal(const observer::InterviewSummary& a, const observer::InterviewSummary& b) {
  const auto equal_markings = [](const auto& one, const auto& other) {
    return one.recording_id == other.recording_id && one.assessor_id == other.assessor_id &&
           one.assessor_name == other.assessor_name && one.is_closed == other.is_closed;
  };
  return a.interview_id == b.interview_id && a.opened.SerializeAsString() == b.opened.SerializeAsString() &&
         a.opened_mono_ns == b.opened_mono_ns && a.opened_wall_ns == b.opened_wall_ns &&
         a.closed_mono_ns == b.closed_mono_ns && a.is_sealed == b.is_sealed && a.brief_id == b.brief_id &&
         std::ranges::equal(a.markings, b.markings, equal_markings);
}

}  // namespace regard::storage::samples

#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "tests/storage/catalogue/catalogue_samples.hpp"

namespace regard::storage {

// A catalogue of interviews at random, the same for the same seed, and an independent reading of what it should list.
class RandomCatalogue {
 public:
  explicit RandomCatalogue(std::uint64_t seed) : choices_(seed) {
    for (int i = 0; i < 120; ++i) step();
  }

  // Opens an interview, or brings one a step on.
  void step();

  observer::InterviewFilter any_filter();

  // Live ones first, each in the order that is asked for.
  [[nodiscard]] std::vector<observer::RecordingId> expected(
      const observer::InterviewFilter& filter,
      observer::InterviewOrder order = observer::InterviewOrder::newest_first) const;

  std::size_t below(std::size_t count) { return choices_() % count; }

  CatalogueWorld world;

 private:
  std::mt19937_64 choices_;
  std::vector<observer::RecordingId> ids_;
  std::int64_t now_ns_ = samples::kBegin;
};

}  // namespace regard::storage

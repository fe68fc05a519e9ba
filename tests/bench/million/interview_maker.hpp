#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "observer/event.hpp"
#include "observer/ports/random.hpp"
#include "regard/v1/envelope.pb.h"

namespace regard::bench {

class SeededRandom final : public observer::Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;
  [[nodiscard]] std::size_t below(std::size_t end) { return engine_() % end; }

 private:
  std::mt19937_64 engine_;
};

// Who there is to sit in an interview.
inline constexpr std::uint16_t kCandidates = 2000;
inline constexpr std::uint16_t kRolePlayers = 60;
inline constexpr std::uint16_t kAssessors = 40;

[[nodiscard]] observer::AccountId candidate_id(std::uint16_t n);
[[nodiscard]] observer::AccountId assessor_id(std::uint16_t n);

// Interviews open one after the other over this time.
inline constexpr std::int64_t kFirstWallNs = 1'735'689'600'000'000'000;
inline constexpr std::int64_t kMeanPauseNs = 31'000'000'000;

// Makes interviews as a contact centre records them, the same ones for the same seed.
class InterviewMaker {
 public:
  explicit InterviewMaker(std::uint64_t seed) : random_(seed) {}

  // The twenty events of an interview and its marking; without its closings when it is live.
  [[nodiscard]] std::vector<observer::StampedEvent> make(bool is_live);
  // A word that titles and names are made of.
  [[nodiscard]] static std::string surname(std::size_t n);

 private:
  [[nodiscard]] v1::InterviewOpened opening();
  void add(std::vector<observer::StampedEvent>& events, const observer::RecordingId& recording_id,
           std::uint64_t sequence, std::uint32_t kind, const v1::EventBody& body);
  void add_talk(std::vector<observer::StampedEvent>& events, const observer::RecordingId& interview_id);
  void add_marks(std::vector<observer::StampedEvent>& events, const observer::RecordingId& marking_id);

  SeededRandom random_;
  std::int64_t now_ns_ = 0;
};

}  // namespace regard::bench

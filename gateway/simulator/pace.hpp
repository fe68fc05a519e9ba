#pragma once

#include <cstddef>

// How fast people speak and write, where a scenario gives no times of its own.
namespace regard::simulator::pace {

constexpr double kSpokenCharactersPerS = 17.0;
constexpr double kShortestTurnS = 1.0;
constexpr double kPauseBetweenTurnsS = 0.7;
// What is heard comes in phrases of one to three seconds: from the first length on they end where somebody breathes,
// from the second in any case.
constexpr std::size_t kPhraseShortCharacters = 18;
constexpr std::size_t kPhraseLongCharacters = 40;

constexpr double kTypedCharactersPerS = 13.0;
constexpr double kPauseBetweenMessagesS = 1.5;

// Far less than in life: whoever watches a simulated thread does not want to wait for days.
constexpr double kPauseBetweenEmailsS = 20.0;

constexpr double kHoldLengthS = 12.0;
constexpr double kPauseBeforeAnythingElseS = 0.5;

// Pauses vary by this share either way, by the seed.
constexpr double kPauseJitter = 0.25;

}  // namespace regard::simulator::pace

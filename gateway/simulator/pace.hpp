#pragma once

// How fast people speak and write, where a scenario gives no times of its own.
namespace regard::simulator::pace {

constexpr double kSpokenCharactersPerS = 17.0;
constexpr double kShortestTurnS = 1.0;
constexpr double kPauseBetweenTurnsS = 0.7;

constexpr double kTypedCharactersPerS = 13.0;
constexpr double kPauseBetweenMessagesS = 1.5;

// Far less than in life: whoever watches a simulated thread does not want to wait for days.
constexpr double kPauseBetweenEmailsS = 20.0;

constexpr double kHoldLengthS = 12.0;
constexpr double kPauseBeforeAnythingElseS = 0.5;

// Pauses vary by this share either way, by the seed.
constexpr double kPauseJitter = 0.25;

}  // namespace regard::simulator::pace

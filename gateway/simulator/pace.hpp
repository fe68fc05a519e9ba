#pragma once

// How fast people speak and write, where a scenario gives no times of its own.
namespace regard::simulator::pace {

constexpr double spoken_characters_per_s = 15.0;
constexpr double shortest_turn_s = 1.0;
constexpr double pause_between_turns_s = 0.7;

constexpr double typed_characters_per_s = 9.0;
constexpr double pause_between_messages_s = 1.5;

// Far less than in life: whoever watches a simulated thread does not want to wait for days.
constexpr double pause_between_emails_s = 20.0;

constexpr double hold_length_s = 12.0;
constexpr double pause_before_anything_else_s = 0.5;

// Pauses vary by this share either way, by the seed.
constexpr double pause_jitter = 0.25;

}  // namespace regard::simulator::pace

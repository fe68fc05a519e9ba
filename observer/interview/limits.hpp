#pragma once

#include <cstddef>
#include <cstdint>

// How much one conversation may hold. Lengths of text are counted in characters (Unicode code points), as people count
// them.
namespace regard::observer::limits {

// Names of people, titles, reasons: they stand on one line of a list.
inline constexpr std::size_t kMaxNameChars = 200;
inline constexpr std::size_t kMaxTitleChars = 200;
inline constexpr std::size_t kMaxReasonChars = 200;
// A few words about the interlocutor ("collègue du service prestations"), shown in the head of the page.
inline constexpr std::size_t kMaxDescriptionChars = 500;
// An assessor's remark and a note: a paragraph, not a report.
inline constexpr std::size_t kMaxRemarkChars = 2'000;
// What a role-player plays: a page and a half, read before the chat and glanced at during it.
inline constexpr std::size_t kMaxBriefChars = 4'000;
// A chat message: more is an e-mail, and the bubble could not be read live.
inline constexpr std::size_t kMaxChatTextChars = 4'000;
// A turn of a call: eight minutes of speech without a pause. Its parts together hold no more than it.
inline constexpr std::size_t kMaxTurnTextChars = 8'000;
// By what whoever brings a turn names it: a UUID, or a telephone platform's own id.
inline constexpr std::size_t kMaxTurnIdChars = 64;
// An e-mail's plain text: thirty pages.
inline constexpr std::size_t kMaxEmailTextChars = 65'536;
// One header of an e-mail: the longest line that RFC 5322 (2.1.1) allows.
inline constexpr std::size_t kMaxEmailHeaderChars = 998;
// Recipients in each of "to" and "cc": the smallest number that RFC 5321 (4.5.3.1.8) asks servers to take.
inline constexpr int kMaxEmailRecipients = 100;
// A participant's name within the interview ("candidate", "interlocutor").
inline constexpr std::size_t kMaxParticipantIdChars = 64;

// An interview is held by two; a conference with colleagues stays far below. Bounds the memory of a live interview.
inline constexpr std::size_t kMaxParticipants = 16;
// The official arrangements name a pair (B1.M.R13).
inline constexpr int kMaxAssessors = 2;
// No turn lasts longer than an hour.
inline constexpr std::int64_t kMaxTurnMs = 3'600'000;
}  // namespace regard::observer::limits

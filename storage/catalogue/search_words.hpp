#pragma once

#include <string>

#include "observer/interview/interview_summary.hpp"
#include "observer/ports/catalogue.hpp"

// What is found of an interview by its words: the two columns of `interview_words`, and the search in them.
namespace regard::storage {

// Title, people's names, and what is said of the interlocutor.
[[nodiscard]] std::string words_of(const observer::InterviewSummary& summary);
// State, channel, block and people, each as one word.
[[nodiscard]] std::string facets_of(const observer::InterviewSummary& summary, observer::InterviewState state);

// The search as an expression of FTS5 (sqlite.org/fts5.html, section 3). What was typed is words, whatever signs it
// holds: none of it is taken for syntax. Empty when nothing that was typed is a word.
[[nodiscard]] std::string match_expression(const observer::InterviewFilter& filter, observer::InterviewState state);

}  // namespace regard::storage

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "observer/interview/interview_summary.hpp"
#include "observer/ports/catalogue.hpp"
#include "storage/catalogue/listing.hpp"

// What is found of an interview by its words: the text that the index of words holds of it, and the search in it.
namespace regard::storage {

// Title, people's names and what is said of the interlocutor; and facets (state, channel, block, people, whose marking
// is to be closed), each one word that begins with '=', which no other word does.
[[nodiscard]] std::string indexed_text(const observer::InterviewSummary& summary, const Listing& listing);

// The text with each letter that stands for two (œ, æ, ß) written as two, as people type them.
[[nodiscard]] std::string spelled_out(std::string_view text);

// The search for interviews that lie in a list under this state, and hold all the words' beginnings, as an expression
// of FTS5 (sqlite.org/fts5.html, section 3). `words` are words of the index's own tokenizer.
[[nodiscard]] std::string match_expression(const observer::InterviewFilter& filter, observer::InterviewState state,
                                           const std::vector<std::string>& words);

}  // namespace regard::storage

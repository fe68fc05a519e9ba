#include "storage/catalogue/search_words.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

#include "storage/catalogue/limits.hpp"

namespace regard::storage {
namespace {

// Letters and digits alone, so that each is one token whatever the tokenizer makes of other signs.
std::string plain(std::string_view text) {
  std::string kept;
  for (const char character : text) {
    if (std::isalnum(static_cast<unsigned char>(character)) != 0) kept += character;
  }
  return kept;
}

std::string state_facet(observer::InterviewState state) { return "state" + std::to_string(static_cast<int>(state)); }
std::string channel_facet(v1::Channel channel) { return "channel" + std::to_string(static_cast<int>(channel)); }
std::string block_facet(std::string_view block_code) { return "block" + plain(block_code); }
std::string person_facet(const observer::AccountId& account_id) { return "person" + plain(account_id.to_string()); }

bool may_be_part_of_word(char character) {
  const auto byte = static_cast<unsigned char>(character);
  // Beyond ASCII the tokenizer decides.
  return byte >= 0x80U || std::isalnum(byte) != 0;
}

std::vector<std::string> typed_words(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char character : text) {
    if (may_be_part_of_word(character)) {
      words.back() += character;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  if (words.size() > kMaxSearchWords) words.resize(kMaxSearchWords);
  return words;
}

}  // namespace

std::string words_of(const observer::InterviewSummary& summary) {
  const v1::InterviewOpened& opened = summary.opened;
  std::string words = opened.title() + " " + opened.candidate().name() + " " + opened.role_player().name() + " " +
                      opened.interlocutor().name() + " " + opened.interlocutor().description();
  for (const v1::Person& assessor : opened.assessors()) words += " " + assessor.name();
  return words;
}

std::string facets_of(const observer::InterviewSummary& summary, observer::InterviewState state) {
  std::string facets = state_facet(state) + " " + channel_facet(summary.opened.channel()) + " " +
                       block_facet(summary.opened.block_code());
  std::set<observer::AccountId> people{summary.seats.candidate, summary.seats.role_player};
  people.insert(summary.seats.assessors.begin(), summary.seats.assessors.end());
  people.erase(observer::AccountId{});
  for (const observer::AccountId& person : people) facets += " " + person_facet(person);
  return facets;
}

std::string match_expression(const observer::InterviewFilter& filter, observer::InterviewState state) {
  const std::vector<std::string> words = typed_words(filter.words);
  if (words.empty()) return {};
  std::string expression = "facets : \"" + state_facet(state) + '"';
  const auto narrow = [&](const std::string& facet) { expression += " AND facets : \"" + facet + '"'; };
  if (filter.channel) narrow(channel_facet(*filter.channel));
  if (filter.block_code) narrow(block_facet(*filter.block_code));
  if (filter.seen_by) narrow(person_facet(*filter.seen_by));
  if (filter.person) narrow(person_facet(*filter.person));
  for (const std::string& word : words) expression += " AND words : \"" + word + "\" *";
  return expression;
}

}  // namespace regard::storage

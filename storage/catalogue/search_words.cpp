#include "storage/catalogue/search_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace regard::storage {
namespace {

constexpr char kFacetSign = '=';

// Small letters and digits as they are, every other byte in hexadecimal: one word whatever the text, and no two alike,
// not even to a tokenizer that does not tell capitals.
std::string as_one_word(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string word;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (std::islower(byte) != 0 || std::isdigit(byte) != 0) {
      word += character;
    } else {
      word += kFacetSign;
      word += kDigits[byte >> 4U];
      word += kDigits[byte & 0x0FU];
    }
  }
  return word;
}

std::string facet(std::string_view name, std::string_view value) {
  return kFacetSign + std::string(name) + as_one_word(value);
}
std::string state_facet(observer::InterviewState state) {
  return facet("state", std::to_string(static_cast<int>(state)));
}
std::string channel_facet(v1::Channel channel) { return facet("channel", std::to_string(static_cast<int>(channel))); }
std::string block_facet(std::string_view block_code) { return facet("block", block_code); }
std::string person_facet(const observer::AccountId& account_id) { return facet("person", account_id.to_string()); }
std::string to_close_facet(const observer::AccountId& account_id) { return facet("close", account_id.to_string()); }

// What people have written cannot pass for a facet.
std::string without_facet_signs(std::string text) {
  std::ranges::replace(text, kFacetSign, ' ');
  return text;
}

std::string said_words(const v1::InterviewOpened& opened) {
  std::string words = opened.title() + " " + opened.candidate().name() + " " + opened.role_player().name() + " " +
                      opened.interlocutor().name() + " " + opened.interlocutor().description();
  for (const v1::Person& assessor : opened.assessors()) words += " " + assessor.name();
  return without_facet_signs(spelled_out(words));
}

}  // namespace

std::string spelled_out(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSpellings{
      {{"œ", "oe"}, {"Œ", "oe"}, {"æ", "ae"}, {"Æ", "ae"}, {"ß", "ss"}, {"ẞ", "ss"}}};
  std::string spelled;
  spelled.reserve(text.size());
  while (!text.empty()) {
    const auto* letter =
        std::ranges::find_if(kSpellings, [&](const auto& spelling) { return text.starts_with(spelling.first); });
    const bool is_letter_alone = letter == kSpellings.end();
    spelled += is_letter_alone ? text.substr(0, 1) : letter->second;
    text.remove_prefix(is_letter_alone ? 1 : letter->first.size());
  }
  return spelled;
}

std::string indexed_text(const observer::InterviewSummary& summary, const Listing& listing) {
  const v1::InterviewOpened& opened = summary.opened;
  std::string text = said_words(opened) + " " + state_facet(listing.state) + " " + channel_facet(opened.channel()) +
                     " " + block_facet(opened.block_code());
  for (const observer::AccountId& account : observer::accounts_in(summary.seats)) text += " " + person_facet(account);
  for (const observer::AccountId& account : listing.open_markings) text += " " + to_close_facet(account);
  return text;
}

std::string match_expression(const observer::InterviewFilter& filter, observer::InterviewState state,
                             const std::vector<std::string>& words) {
  std::string expression = '"' + state_facet(everybodys_state(state)) + '"';
  const auto narrow = [&](const std::string& word) { expression += " AND \"" + word + '"'; };
  if (filter.channel) narrow(channel_facet(*filter.channel));
  if (filter.block_code) narrow(block_facet(*filter.block_code));
  if (filter.seen_by) narrow(person_facet(*filter.seen_by));
  if (filter.person) narrow(person_facet(*filter.person));
  if (state == observer::InterviewState::to_close) narrow(to_close_facet(scope_of(filter)));
  for (const std::string& word : words) expression += " AND \"" + word + "\" *";
  if (state != observer::InterviewState::awaiting) return expression;
  return "(" + expression + ") NOT \"" + to_close_facet(scope_of(filter)) + '"';
}

}  // namespace regard::storage

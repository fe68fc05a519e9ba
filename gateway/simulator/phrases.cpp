#include "gateway/simulator/phrases.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "gateway/simulator/pace.hpp"
#include "gateway/simulator/scenario_reader.hpp"

namespace regard::simulator {
namespace {

template <std::size_t Count>
bool begins_with_one_of(const std::string& text, const std::array<std::string_view, Count>& signs) {
  return std::any_of(signs.begin(), signs.end(), [&](auto sign) { return text.compare(0, sign.size(), sign) == 0; });
}

template <std::size_t Count>
bool ends_with_one_of(const std::string& text, const std::array<std::string_view, Count>& signs) {
  return std::any_of(signs.begin(), signs.end(), [&](auto sign) {
    return text.size() >= sign.size() && text.compare(text.size() - sign.size(), sign.size(), sign) == 0;
  });
}

// French sets these apart by a space.
bool clings(const std::string& phrase, const std::string& word) {
  constexpr std::array<std::string_view, 6> closing = {"?", "!", ":", ";", "»", "…"};
  constexpr std::array<std::string_view, 1> opening = {"«"};
  return begins_with_one_of(word, closing) || ends_with_one_of(phrase, opening);
}

bool is_whole(const std::string& phrase) {
  constexpr std::array<std::string_view, 8> pauses = {".", ",", "?", "!", ":", ";", "»", "…"};
  const std::size_t length = character_count(phrase);
  if (length >= pace::kPhraseLongCharacters) return true;
  return length >= pace::kPhraseShortCharacters && ends_with_one_of(phrase, pauses);
}

}  // namespace

std::vector<std::string> phrases_of(const std::string& text) {
  std::vector<std::string> phrases;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (phrases.empty() || (is_whole(phrases.back()) && !clings(phrases.back(), word))) {
      phrases.push_back(word);
    } else {
      phrases.back() += " " + word;
    }
  }
  return phrases;
}

}  // namespace regard::simulator

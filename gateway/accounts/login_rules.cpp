#include "gateway/accounts/login_rules.hpp"

#include <zxcvbn.h>

#include <algorithm>
#include <array>
#include <vector>

#include "gateway/accounts/limits.hpp"
#include "observer/field_checks.hpp"

namespace regard::gateway {
namespace {

bool is_login_character(char c) {
  constexpr std::string_view kPunctuation = "._-@+";
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || kPunctuation.find(c) != std::string_view::npos;
}

// Words that zxcvbn, whose lists are English, does not know, and that are what people here think of first.
constexpr std::array kLocalWords = {"motdepasse", "azerty",     "azertyuiop", "qsdfghjklm",   "wxcvbn", "mutuelle",
                                    "adherent",   "conseiller", "bonjour",    "soleil",       "doudou", "loulou",
                                    "marseille",  "chouchou",   "bienvenue",  "secret",       "regard", "demonstration",
                                    "entretien",  "assurance",  "examen",     "certification"};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : std::string(text) + " ") {
    const bool ends = std::string_view(" ._-@+").find(c) != std::string_view::npos;
    if (!ends) word += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    if (ends && word.size() > 2) words.push_back(word);
    if (ends) word.clear();
  }
  return words;
}

double entropy_bits(const std::string& password, const std::vector<std::string>& known) {
  std::vector<const char*> dictionary(kLocalWords.begin(), kLocalWords.end());
  for (const std::string& word : known) dictionary.push_back(word.c_str());
  dictionary.push_back(nullptr);
  return ZxcvbnMatch(password.c_str(), dictionary.data(), nullptr);
}

}  // namespace

std::string canonical_login(std::string_view typed) {
  const std::size_t begin = std::min(typed.find_first_not_of(' '), typed.size());
  std::string login(typed.substr(begin, typed.find_last_not_of(' ') + 1 - begin));
  std::ranges::transform(login, login.begin(),
                         [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  return login;
}

std::optional<std::string> check_login(std::string_view login) {
  if (login.empty() || login.size() > limits::kMaxLoginBytes) {
    return "a login has 1 to " + std::to_string(limits::kMaxLoginBytes) + " characters";
  }
  if (std::ranges::all_of(login, is_login_character)) return std::nullopt;
  return "a login is made of small letters a to z, digits and . _ - @ +";
}

std::optional<std::string> check_person_name(std::string_view name) {
  if (!observer::is_utf8(name)) return "the name is not UTF-8";
  const auto refusal = observer::check_required_line(name, limits::kMaxNameChars, "name");
  return refusal ? std::optional("the name: " + refusal->message) : std::nullopt;
}

std::optional<std::string> check_password(std::string_view password, std::string_view login, std::string_view name) {
  // Characters as people count them; bytes as they are hashed.
  const auto characters =
      std::ranges::count_if(password, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
  if (static_cast<std::size_t>(characters) < limits::kMinPasswordCharacters) {
    return "a password has at least " + std::to_string(limits::kMinPasswordCharacters) + " characters";
  }
  if (password.size() > limits::kMaxPasswordBytes) {
    return "a password has at most " + std::to_string(limits::kMaxPasswordBytes) + " bytes";
  }
  std::vector<std::string> known = words_of(login);
  known.emplace_back(login);
  for (std::string& word : words_of(name)) known.push_back(std::move(word));
  if (entropy_bits(std::string(password), known) >= limits::kMinPasswordEntropyBits) return std::nullopt;
  return "this password is too easily guessed: common words and names, rows of keys and repetitions hardly count";
}

}  // namespace regard::gateway

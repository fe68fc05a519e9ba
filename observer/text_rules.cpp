#include "observer/text_rules.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace regard::observer {
namespace {

constexpr UChar32 kLeftToRightOverride = 0x202D;
constexpr UChar32 kRightToLeftOverride = 0x202E;
// Directional marks turn nothing around; every other control of direction does.
constexpr std::array<UChar32, 3> kDirectionalMarks = {0x200E, 0x200F, 0x061C};
// Shown as blanks, though Unicode counts them among the symbols.
constexpr UChar32 kBrailleBlank = 0x2800;
constexpr UChar32 kNullNotehead = 0x1D159;

// "U+202E".
std::string code_point_of(UChar32 character) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr unsigned kDigitBits = 4;
  constexpr std::size_t kMinDigits = 4;
  std::string digits;
  for (auto rest = static_cast<std::uint32_t>(character); rest != 0 || digits.size() < kMinDigits;
       rest >>= kDigitBits) {
    digits.insert(digits.begin(), kDigits[rest % kDigits.size()]);
  }
  return "U+" + digits;
}

bool is_plain(UChar32 character) { return character >= ' ' && character <= '~'; }

bool is_line_break(UChar32 character) { return character == '\n' || character == '\r'; }

bool is_unfit(UChar32 character, TextForm form) {
  if (is_plain(character)) return false;  // Almost all are.
  if (u_charType(character) == U_CONTROL_CHAR) {
    return character != '\t' && (form == TextForm::line || !is_line_break(character));
  }
  if (character == kLeftToRightOverride || character == kRightToLeftOverride) return true;
  if (form == TextForm::paragraphs) return false;
  const auto type = u_charType(character);
  if (type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR) return true;
  return u_hasBinaryProperty(character, UCHAR_BIDI_CONTROL) != 0 &&
         std::ranges::find(kDirectionalMarks, character) == kDirectionalMarks.end();
}

bool is_seen(UChar32 character) {
  return u_isUWhiteSpace(character) == 0 && u_isgraph(character) != 0 && character != kBrailleBlank &&
         character != kNullNotehead && u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0;
}

// Calls `ends` with each character and its place, until it returns true; whether it did.
bool any_character(std::string_view text, const auto& ends) {
  const auto length = static_cast<std::int64_t>(text.size());
  std::size_t place = 0;
  for (std::int64_t offset = 0; offset < length;) {
    UChar32 character = 0;
    // NOLINTNEXTLINE(readability-simplify-subscript-expr): the macro is ICU's, and takes a pointer.
    U8_NEXT(text.data(), offset, length, character);
    if (ends(character, ++place)) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> find_unfit_character(std::string_view text, TextForm form) {
  std::optional<std::string> found;
  any_character(text, [&](UChar32 character, std::size_t place) {
    if (!is_unfit(character, form)) return false;
    found = code_point_of(character) + " at character " + std::to_string(place);
    return true;
  });
  return found;
}

std::string with_unfit_named(std::string_view text, TextForm form) {
  std::string named;
  any_character(text, [&](UChar32 character, std::size_t) {
    if (is_unfit(character, form)) {
      named += "<" + code_point_of(character) + ">";
      return false;
    }
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, character);
    named.append(bytes.data(), size);
    return false;
  });
  return named;
}

bool is_invisible(std::string_view text) {
  return !any_character(text, [](UChar32 character, std::size_t) { return is_seen(character); });
}

}  // namespace regard::observer

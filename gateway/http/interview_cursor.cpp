#include "gateway/http/interview_cursor.hpp"

#include <bit>
#include <cstdint>

namespace regard::gateway {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kFlagDigits = 2;
constexpr std::size_t kNumberDigits = 16;

void write_number(std::string& out, std::uint64_t number, std::size_t digit_count) {
  for (std::size_t i = digit_count; i > 0; --i) out += kDigits[number >> (4 * (i - 1)) & 0xFU];
}

std::uint64_t take_number(std::string_view& digits, std::size_t digit_count) {
  std::uint64_t number = 0;
  for (const char digit : digits.substr(0, digit_count)) number = number << 4U | kDigits.find(digit);
  digits.remove_prefix(digit_count);
  return number;
}

}  // namespace

std::string write_cursor(const observer::InterviewCursor& cursor) {
  std::string out;
  write_number(out, cursor.is_live ? 1 : 0, kFlagDigits);
  write_number(out, std::bit_cast<std::uint64_t>(cursor.opened_wall_ns), kNumberDigits);
  return out + cursor.interview_id.to_string();
}

std::optional<observer::InterviewCursor> read_cursor(std::string_view text) {
  constexpr std::size_t kDigitCount = kFlagDigits + kNumberDigits;
  std::string_view digits = text.substr(0, kDigitCount);
  if (digits.size() != kDigitCount || digits.find_first_not_of(kDigits) != std::string_view::npos) return std::nullopt;
  const auto interview_id = observer::Uuid::parse(text.substr(kDigitCount));
  const std::uint64_t flag = take_number(digits, kFlagDigits);
  if (!interview_id || flag > 1) return std::nullopt;
  return observer::InterviewCursor{flag == 1, std::bit_cast<std::int64_t>(take_number(digits, kNumberDigits)),
                                   *interview_id};
}

}  // namespace regard::gateway

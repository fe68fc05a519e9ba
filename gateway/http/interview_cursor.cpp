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
  write_number(out, std::bit_cast<std::uint64_t>(cursor.number), kNumberDigits);
  return out;
}

std::optional<observer::InterviewCursor> read_cursor(std::string_view text) {
  constexpr std::size_t kLength = kFlagDigits + 2 * kNumberDigits;
  if (text.size() != kLength || text.find_first_not_of(kDigits) != std::string_view::npos) return std::nullopt;
  const std::uint64_t flag = take_number(text, kFlagDigits);
  if (flag > 1) return std::nullopt;
  observer::InterviewCursor cursor{.is_live = flag == 1};
  cursor.opened_wall_ns = std::bit_cast<std::int64_t>(take_number(text, kNumberDigits));
  cursor.number = std::bit_cast<std::int64_t>(take_number(text, kNumberDigits));
  return cursor;
}

}  // namespace regard::gateway

#include "gateway/http/interview_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "gateway/http/interview_cursor.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/http/query_string.hpp"
#include "observer/field_checks.hpp"

namespace regard::gateway {
namespace {

using observer::InterviewOrder;
using observer::InterviewQuery;
using observer::InterviewState;
using observer::Referential;

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ptr != end || read.ec != std::errc{}) return std::nullopt;
  return number;
}

std::optional<std::int64_t> wall_ns_in(const std::string& milliseconds) {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  const auto number = number_in(milliseconds);
  if (!number || *number < 0 || *number > std::numeric_limits<std::int64_t>::max() / kNsPerMs) return std::nullopt;
  return *number * kNsPerMs;
}

template <typename Value, std::size_t N>
std::optional<Value> named(const std::array<std::pair<std::string_view, Value>, N>& names, const std::string& text) {
  const auto* found = std::ranges::find(names, text, &std::pair<std::string_view, Value>::first);
  if (found == names.end()) return std::nullopt;
  return found->second;
}

std::optional<InterviewState> state_in(const std::string& text) {
  static constexpr std::array<std::pair<std::string_view, InterviewState>, 5> kStates{
      {{"live", InterviewState::live},
       {"sealed", InterviewState::sealed},
       {"to_close", InterviewState::to_close},
       {"awaiting", InterviewState::awaiting},
       {"unsealed", InterviewState::unsealed}}};
  return named(kStates, text);
}

std::optional<InterviewOrder> order_in(const std::string& text) {
  static constexpr std::array<std::pair<std::string_view, InterviewOrder>, 2> kOrders{
      {{"newest", InterviewOrder::newest_first}, {"oldest", InterviewOrder::oldest_first}}};
  return named(kOrders, text);
}

std::optional<v1::Channel> channel_in(const std::string& text) {
  static constexpr std::array<std::pair<std::string_view, v1::Channel>, 4> kChannels{
      {{"phone", v1::CHANNEL_PHONE},
       {"chat", v1::CHANNEL_CHAT},
       {"email", v1::CHANNEL_EMAIL},
       {"face_to_face", v1::CHANNEL_FACE_TO_FACE}}};
  return named(kChannels, text);
}

std::optional<std::size_t> limit_in(const std::string& text) {
  const auto number = number_in(text);
  if (!number || *number < 1 || std::cmp_greater(*number, limits::kMaxInterviewsPage)) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

std::optional<std::string> text_in(const std::string& text) {
  if (text.empty() || text.size() > limits::kMaxSearchBytes || !observer::is_utf8(text)) return std::nullopt;
  return text;
}

// Keeps what was read, and says whether it was anything.
template <typename Value>
bool keep(Value& value, std::optional<Value> read) {
  if (!read) return false;
  value = *std::move(read);
  return true;
}
template <typename Value>
bool keep(std::optional<Value>& value, std::optional<Value> read) {
  value = std::move(read);
  return value.has_value();
}

std::optional<std::string> block_in(const std::string& text, const Referential& referential) {
  return referential.has_block(text) ? std::optional(text) : std::nullopt;
}

// One row a parameter.
struct Parameter {
  std::string_view name;
  std::string_view what_it_is;
  bool (*read)(InterviewQuery&, const std::string&, const Referential&);
};
constexpr std::array<Parameter, 10> kParameters{{
    {"limit", "a number from 1 to 200",
     [](auto& query, const auto& text, const auto&) { return keep(query.limit, limit_in(text)); }},
    {"after", "the \"next\" of the page before, as it was",
     [](auto& query, const auto& text, const auto&) { return keep(query.after, read_cursor(text)); }},
    {"order", "newest or oldest",
     [](auto& query, const auto& text, const auto&) { return keep(query.order, order_in(text)); }},
    {"state", "live, sealed, to_close, awaiting or unsealed",
     [](auto& query, const auto& text, const auto&) { return keep(query.filter.state, state_in(text)); }},
    {"channel", "phone, chat, email or face_to_face",
     [](auto& query, const auto& text, const auto&) { return keep(query.filter.channel, channel_in(text)); }},
    {"block", "the code of a block of the referential, like B1",
     [](auto& query, const auto& text, const auto& referential) {
       return keep(query.filter.block_code, block_in(text, referential));
     }},
    {"person", "an account_id",
     [](auto& query, const auto& text, const auto&) { return keep(query.filter.person, observer::Uuid::parse(text)); }},
    {"from", "milliseconds since 1970-01-01T00:00:00Z",
     [](auto& query, const auto& text, const auto&) {
       return keep(query.filter.opened_from_wall_ns, wall_ns_in(text));
     }},
    {"until", "milliseconds since 1970-01-01T00:00:00Z",
     [](auto& query, const auto& text, const auto&) {
       return keep(query.filter.opened_until_wall_ns, wall_ns_in(text));
     }},
    {"words", "text of at most 256 bytes of UTF-8",
     [](auto& query, const auto& text, const auto&) {
       return text.empty() || keep(query.filter.words, text_in(text));
     }},
}};

// What is wrong with the parameter; empty when nothing is.
std::string read_parameter(InterviewQuery& query, const QueryParameter& given, const Referential& referential) {
  const auto* known = std::ranges::find(kParameters, given.name, &Parameter::name);
  if (known == kParameters.end()) return "This list has no parameter \"" + given.name + "\".";
  if (known->read(query, given.value, referential)) return {};
  return "The parameter \"" + given.name + "\" must be " + std::string(known->what_it_is) + ".";
}

}  // namespace

std::expected<InterviewQuery, std::string> read_interview_query(std::string_view text,
                                                                const observer::Referential& referential) {
  const auto parameters = read_query(text);
  if (!parameters) return std::unexpected("The query holds a broken escape.");
  InterviewQuery query;
  query.limit = limits::kInterviewsPage;
  std::set<std::string_view> seen;
  for (const QueryParameter& parameter : *parameters) {
    if (auto wrong = read_parameter(query, parameter, referential); !wrong.empty())
      return std::unexpected(std::move(wrong));
    if (!seen.insert(parameter.name).second) {
      return std::unexpected("The parameter \"" + parameter.name + "\" is there twice.");
    }
  }
  return query;
}

}  // namespace regard::gateway

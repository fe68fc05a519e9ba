#include "storage/sqlite/recording_numbers.hpp"

#include <array>
#include <utility>

#include "storage/sqlite/limits.hpp"

namespace regard::storage {
namespace {

// The first of a family is its own family: its number is the next one, as rows are never deleted.
constexpr std::string_view kEnterFirst =
    "INSERT INTO recording (recording_id, family)"
    " VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM recording)) RETURNING number";
constexpr std::string_view kEnter = "INSERT INTO recording (recording_id, family) VALUES (?1, ?2) RETURNING number";

}  // namespace

Found<RecordingNumbers> RecordingNumbers::prepare(Connection& connection) {
  RecordingNumbers numbers;
  const std::array<std::pair<Statement*, std::string_view>, 3> wanted = {{
      {&numbers.find_, "SELECT number FROM recording WHERE recording_id = ?1"},
      {&numbers.enter_first_, kEnterFirst},
      {&numbers.enter_, kEnter},
  }};
  for (const auto& [statement, sql] : wanted) {
    auto prepared = connection.prepare(sql);
    if (!prepared) return std::unexpected(std::move(prepared.error()));
    *statement = std::move(*prepared);
  }
  return numbers;
}

Found<std::int64_t> RecordingNumbers::number_for(const observer::StampedEvent& event) {
  auto number = number_of(event.header.recording_id);
  if (!number || *number != 0) return number;
  return enter(event);
}

Found<std::int64_t> RecordingNumbers::number_of(const observer::RecordingId& recording_id) {
  if (const auto cached = numbers_.find(recording_id); cached != numbers_.end()) return cached->second;
  find_.bind(1, Bytes(recording_id.bytes));
  auto found = find_.step();
  if (!found) return std::unexpected(std::move(found.error()));
  if (!*found) return 0;
  const std::int64_t number = find_.integer(0);
  find_.reset();
  if (numbers_.size() >= kMaxCachedNumbers) numbers_.clear();
  numbers_.emplace(recording_id, number);
  return number;
}

Found<std::int64_t> RecordingNumbers::enter(const observer::StampedEvent& event) {
  const bool is_first = event.family_id.is_nil() || event.family_id == event.header.recording_id;
  Statement& insert = is_first ? enter_first_ : enter_;
  insert.bind(1, Bytes(event.header.recording_id.bytes));
  if (!is_first) {
    const auto family = number_of(event.family_id);
    if (!family) return family;
    if (*family == 0) {
      return std::unexpected(observer::StoreFailure{"recording " + event.header.recording_id.to_string() +
                                                    " is of a family that the journal does not know"});
    }
    insert.bind(2, *family);
  }
  auto entered = insert.step();
  if (!entered) return std::unexpected(std::move(entered.error()));
  const std::int64_t number = insert.integer(0);
  insert.reset();
  numbers_.emplace(event.header.recording_id, number);
  return number;
}

}  // namespace regard::storage

#include "gateway/recording/restore.hpp"

#include <utility>

namespace regard::gateway {
namespace {

std::expected<void, std::string> fold(observer::InterviewBook& book, const observer::StampedEvent& event) {
  v1::EventBody body;
  if (!body.ParseFromString(event.payload)) return std::unexpected("its body cannot be read");
  auto applied = book.apply(event.header, body);
  if (applied) book.committed(event.header.recording_id, event.header.sequence);
  return applied;
}

}  // namespace

std::expected<RecordingTable, std::string> restore(observer::InterviewBook& book, const WalkJournal& walk) {
  RecordingTable table;
  std::string fault;
  const auto walked = walk([&](const observer::StampedEvent& event) {
    if (!fault.empty()) return;
    if (const auto folded = fold(book, event); !folded) {
      fault = "event " + std::to_string(event.header.sequence) + " of recording " +
              event.header.recording_id.to_string() + " does not fit: " + folded.error();
      return;
    }
    table.restore(event.header);
  });
  if (!walked) return std::unexpected(walked.error().reason);
  if (!fault.empty()) return std::unexpected(std::move(fault));
  return table;
}

}  // namespace regard::gateway

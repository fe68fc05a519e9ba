#pragma once

#include <expected>
#include <functional>
#include <string>

#include "gateway/recording/recording_table.hpp"
#include "observer/interview/interview_book.hpp"
#include "observer/ports/journal.hpp"

namespace regard::gateway {

// Calls the visitor with every committed event, in commit order.
using WalkJournal = std::function<std::expected<void, observer::StoreFailure>(const observer::EventVisitor&)>;

// Rebuilds what the server knows from the journal: fills the book and gives the table. The error names the first event
// that does not fit: the database is damaged.
[[nodiscard]] std::expected<RecordingTable, std::string> restore(observer::InterviewBook& book,
                                                                 const WalkJournal& walk);

}  // namespace regard::gateway

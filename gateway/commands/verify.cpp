#include <cstdio>

#include "gateway/commands/commands.hpp"
#include "gateway/commands/say.hpp"
#include "storage/journal/verify.hpp"
#include "storage/sqlite/sqlite_reader.hpp"

namespace regard::gateway {

int verify(const VerifyOptions& options) {
  auto reader = storage::SqliteReader::open({.database_path = options.database_path});
  if (!reader) return fail(reader.error().reason);
  const auto report = storage::verify(**reader);
  if (!report) return fail("the database " + options.database_path + " is damaged: " + report.error().reason);
  std::printf(
      "%llu recordings, %llu events, %llu of them erased\n", static_cast<unsigned long long>(report->recording_count),
      static_cast<unsigned long long>(report->event_count), static_cast<unsigned long long>(report->erased_count));
  for (const auto& fault : report->chain_faults) {
    std::printf("BROKEN recording %s, event %llu: %s\n", fault.recording_id.to_string().c_str(),
                static_cast<unsigned long long>(fault.sequence), fault.what.c_str());
  }
  for (const auto& fault : report->structure_faults) std::printf("BROKEN %s\n", fault.c_str());
  if (report->is_sound()) {
    std::printf("Every chain holds.\n");
    return 0;
  }
  std::printf("%llu faults: this database is not what was recorded.\n",
              static_cast<unsigned long long>(report->fault_count));
  return 1;
}

}  // namespace regard::gateway

#include "storage/journal/verify.hpp"

#include <utility>

#include "storage/journal/limits.hpp"

namespace regard::storage {
namespace {

// All that is committed by now, in slices.
Done walk_chains(ReadingEngine& reader, const std::function<void(const StoredEvent& event)>& onlooker,
                 VerifyReport& report) {
  ChainWalk chains;
  const auto visit = [&](Position /*position*/, const StoredEvent& event) {
    ++report.event_count;
    onlooker(event);
    if (!event.payload && !event.salt) ++report.erased_count;
    auto fault = chains.next(event);
    if (!fault) return;
    ++report.fault_count;
    if (report.chain_faults.size() < kMaxListedFaults) report.chain_faults.push_back(std::move(*fault));
  };
  const auto newest = reader.newest_position();
  if (!newest) return std::unexpected(newest.error());
  for (Position seen = 0; seen < *newest;) {
    const auto walked = reader.walk({.after = seen, .limit = kVerifySliceEvents}, visit);
    if (!walked) return std::unexpected(walked.error());
    seen = *walked;
  }
  report.recording_count = chains.recording_count();
  return {};
}

}  // namespace

Found<VerifyReport> verify(ReadingEngine& reader, const std::function<void(const StoredEvent& event)>& onlooker) {
  VerifyReport report;
  if (auto walked = walk_chains(reader, onlooker, report); !walked) return std::unexpected(std::move(walked.error()));
  auto structure = reader.check_structure();
  if (!structure) return std::unexpected(std::move(structure.error()));
  report.fault_count += structure->size();
  report.structure_faults = std::move(*structure);
  if (report.structure_faults.size() > kMaxListedFaults) report.structure_faults.resize(kMaxListedFaults);
  return report;
}

}  // namespace regard::storage

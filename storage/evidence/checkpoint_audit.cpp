#include "storage/evidence/checkpoint_audit.hpp"

#include <algorithm>
#include <utility>

namespace regard::storage {
namespace {

std::string name_of(const Checkpoint& checkpoint) {
  const std::string time = checkpoint.time.empty() ? "" : " of " + checkpoint.time;
  return "the checkpoint" + time + " over " + std::to_string(checkpoint.size) + " events";
}

}  // namespace

CheckpointAudit::CheckpointAudit(std::vector<Checkpoint> checkpoints) : checkpoints_(std::move(checkpoints)) {
  std::ranges::sort(checkpoints_, {}, &Checkpoint::size);
  compare();
}

void CheckpointAudit::next(const StoredEvent& event) {
  tree_.append(hash_leaf(event.chain));
  compare();
}

void CheckpointAudit::compare() {
  for (; next_ < checkpoints_.size() && checkpoints_[next_].size == tree_.size(); ++next_) {
    const Checkpoint& checkpoint = checkpoints_[next_];
    if (tree_.root() == checkpoint.root) {
      finding_.newest_held = checkpoint;
      ++finding_.held_count;
      continue;
    }
    const std::string as_they_were =
        finding_.newest_held ? ", behind the first " + std::to_string(finding_.newest_held->size) : "";
    finding_.faults.push_back(name_of(checkpoint) +
                              " does not hold: events were changed, removed or put in among them" + as_they_were);
  }
}

CheckpointAudit::Finding CheckpointAudit::finish() {
  for (; next_ < checkpoints_.size(); ++next_) {
    finding_.faults.push_back(name_of(checkpoints_[next_]) + " does not hold: events were cut off, " +
                              std::to_string(tree_.size()) + " are left");
  }
  return std::move(finding_);
}

}  // namespace regard::storage

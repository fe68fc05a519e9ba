#include "storage/sqlite/wal_gauge.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "storage/sqlite/limits.hpp"

namespace regard::storage {

void WalGauge::watch(sqlite3* handle) { sqlite3_wal_hook(handle, &WalGauge::on_commit, this); }

int WalGauge::on_commit(void* self, sqlite3* /*handle*/, const char* /*database*/, int wal_pages) {
  auto& gauge = *static_cast<WalGauge*>(self);
  const bool log_began_anew = wal_pages < gauge.wal_pages_;
  if (log_began_anew) gauge.pages_at_checkpoint_ = 0;
  gauge.last_commit_pages_ = wal_pages - (log_began_anew ? 0 : gauge.wal_pages_);
  gauge.wal_pages_ = wal_pages;
  return SQLITE_OK;
}

void WalGauge::checkpointed(int wal_pages) { pages_at_checkpoint_ = wal_pages; }

bool WalGauge::checkpoint_is_overdue() const {
  const int enough = std::clamp(kCommitsACheckpoint * last_commit_pages_, kMinCheckpointPages, kMaxCheckpointPages);
  return wal_pages_ - pages_at_checkpoint_ >= enough;
}

}  // namespace regard::storage

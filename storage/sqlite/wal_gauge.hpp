#pragma once

struct sqlite3;

namespace regard::storage {

// Knows how long the write-ahead log has become since it was last checkpointed. The thread of the connection.
class WalGauge {
 public:
  // Is told of every commit of the connection from now on; must stay where it is until the connection is closed.
  void watch(sqlite3* handle);

  // A checkpoint was made of a log of so many pages.
  void checkpointed(int wal_pages);
  [[nodiscard]] bool checkpoint_is_overdue() const;

 private:
  static int on_commit(void* self, sqlite3* handle, const char* database, int wal_pages);

  int wal_pages_ = 0;
  int last_commit_pages_ = 0;
  // A log that a long reader keeps from shrinking is tried again only when it has grown by as much again.
  int pages_at_checkpoint_ = 0;
};

}  // namespace regard::storage

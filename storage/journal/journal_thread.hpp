#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "observer/ports/account_store.hpp"
#include "observer/ports/journal.hpp"
#include "storage/journal/disk_reserve.hpp"
#include "storage/journal/engine.hpp"
#include "storage/journal/linker.hpp"
#include "storage/journal/page_thread.hpp"
#include "storage/journal/post_to_owner.hpp"

namespace regard::storage {

// Fills the ports on any writing engine: whatever waits at one moment is committed in one transaction (group commit),
// and all its completions reach the owner in one post. A thread of its own writes, another reads pages. The methods are
// the owner's thread's; see the ports for what they promise.
class JournalThread final : public observer::Journal, public observer::AccountStore {
 public:
  // Hears, on the owner's thread, that the engine has failed, which is looked at while nothing is committed: once.
  using Failed = std::function<void(const std::string& reason)>;
  // `random` makes the salts, on the writer's thread; it must outlive this object. Without a reserve there is always
  // room. The failure is the reader's, which could not be opened.
  [[nodiscard]] static std::expected<std::unique_ptr<JournalThread>, observer::StoreFailure> start(
      std::unique_ptr<WritingEngine> engine, observer::Random& random, PostToOwner post_to_owner,
      std::optional<DiskReserve> reserve = {}, Failed failed = {});
  // Stops, if that was not done. Completions may reach the owner later still; they need nothing of this object.
  ~JournalThread() override;
  JournalThread(const JournalThread&) = delete;
  JournalThread& operator=(const JournalThread&) = delete;

  // What waits is bounded by whoever hands it over (observer::Ingest::has_room): to turn it away here would leave a gap
  // in a recording.
  void append(std::vector<observer::StampedEvent> events, observer::Committed done) override;
  [[nodiscard]] bool has_room() const override { return has_room_; }
  void read(observer::RecordingId recording_id, std::uint64_t after_sequence, std::size_t limit,
            PageRead done) override;
  void read_family(observer::RecordingId recording_id, FamilyRead done) override;
  void put_session(observer::SignInSession session, observer::Committed done) override;
  void remove_session(std::string token_hash, observer::Committed done) override;
  void remove_sessions_of(observer::AccountId account_id, std::string but_token_hash,
                          observer::Committed done) override;
  void put_account(observer::Account account, observer::Committed done) override;
  void put_token(observer::IntegrationToken token, observer::Committed done) override;
  void remove_token(std::string token_hash, observer::Committed done) override;
  void put_second_factor(observer::SecondFactor factor, observer::Committed done) override;
  void remove_second_factor(observer::AccountId account_id, observer::Committed done) override;
  void put_invitation(observer::Invitation invitation, observer::Committed done) override;
  void remove_invitation(observer::AccountId account_id, observer::Committed done) override;

  // Commits whatever was handed over, posts its completions, indexes, checkpoints, and ends both threads. Blocks until
  // then. Whatever is asked afterwards fails.
  void stop();

 private:
  struct Append {
    std::size_t event_count = 0;
    std::size_t byte_count = 0;
    observer::Committed done;
  };
  using WriteAccounts = std::move_only_function<Done(WritingEngine& engine)>;
  struct AccountsChange {
    WriteAccounts write;
    observer::Committed done;
  };
  // What waits for the writer. The events of all calls lie in one row, ready to be committed.
  struct Waiting {
    std::vector<observer::StampedEvent> events;
    std::vector<Append> appends;
    std::vector<AccountsChange> accounts_changes;

    [[nodiscard]] bool is_empty() const { return appends.empty() && accounts_changes.empty(); }
    void clear();
  };

  JournalThread(std::unique_ptr<WritingEngine> engine, std::unique_ptr<ReadingEngine> reader, observer::Random& random,
                PostToOwner post_to_owner, std::optional<DiskReserve> reserve, Failed failed);

  void fail_stopped(observer::Committed done);
  void change_accounts(AccountsChange change);

  // On the writer's thread.
  void run();
  [[nodiscard]] bool take(Waiting& taken);
  void commit(Waiting& taken);
  void write_accounts(Waiting& taken);
  void maintain(WritingEngine::Maintenance what);
  void look_at_disk();
  void look_at_engine();

  const std::unique_ptr<WritingEngine> engine_;
  Linker linker_;
  const PostToOwner post_to_owner_;
  PageThread pages_;

  std::mutex mutex_;
  std::condition_variable wake_;
  // Guarded by mutex_.
  Waiting queue_;
  bool stopping_ = false;

  // The writer's own: there is work for an idle moment.
  bool needs_maintenance_ = false;
  std::optional<DiskReserve> reserve_;
  bool has_last_room_ = true;
  // Empty once it has been told.
  Failed failed_;
  // Written by the writer alone.
  std::atomic<bool> has_room_ = true;
  // Last, so that everything above is there when it starts.
  std::thread thread_;
};

}  // namespace regard::storage

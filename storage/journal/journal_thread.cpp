#include "storage/journal/journal_thread.hpp"

#include <span>
#include <utility>

#include "storage/journal/limits.hpp"

namespace regard::storage {
namespace {

std::size_t bytes_of(const std::vector<observer::StampedEvent>& events) {
  std::size_t bytes = 0;
  for (const auto& event : events) bytes += sizeof event + (event.payload ? event.payload->size() : 0);
  return bytes;
}

}  // namespace

// Keeps the capacity: the two buffers are swapped for ever, and soon allocate no more.
void JournalThread::Waiting::clear() {
  events.clear();
  appends.clear();
  accounts_changes.clear();
}

std::expected<std::unique_ptr<JournalThread>, observer::StoreFailure> JournalThread::start(
    std::unique_ptr<WritingEngine> engine, observer::Random& random, PostToOwner post_to_owner,
    std::optional<DiskReserve> reserve, Failed failed) {
  auto reader = engine->open_reader();
  if (!reader) return std::unexpected(std::move(reader.error()));
  return std::unique_ptr<JournalThread>(new JournalThread(
      std::move(engine), std::move(*reader), random, std::move(post_to_owner), std::move(reserve), std::move(failed)));
}

JournalThread::JournalThread(std::unique_ptr<WritingEngine> engine, std::unique_ptr<ReadingEngine> reader,
                             observer::Random& random, PostToOwner post_to_owner, std::optional<DiskReserve> reserve,
                             Failed failed)
    : engine_(std::move(engine)),
      linker_(*engine_, random),
      post_to_owner_(std::move(post_to_owner)),
      pages_(std::move(reader), post_to_owner_),
      reserve_(std::move(reserve)),
      failed_(std::move(failed)),
      has_room_(!reserve_ || reserve_->has_room()),
      thread_([this] { run(); }) {}

JournalThread::~JournalThread() { stop(); }

void JournalThread::append(std::vector<observer::StampedEvent> events, observer::Committed done) {
  const std::size_t byte_count = bytes_of(events);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return fail_stopped(std::move(done));
    queue_.appends.push_back({events.size(), byte_count, std::move(done)});
    queue_.events.insert(queue_.events.end(), std::make_move_iterator(events.begin()),
                         std::make_move_iterator(events.end()));
  }
  wake_.notify_one();
}

void JournalThread::read(observer::RecordingId recording_id, std::uint64_t after_sequence, std::size_t limit,
                         PageRead done) {
  pages_.read(recording_id, after_sequence, limit, std::move(done));
}

void JournalThread::read_family(observer::RecordingId recording_id, FamilyRead done) {
  pages_.read_family(recording_id, std::move(done));
}

void JournalThread::put_session(observer::SignInSession session, observer::Committed done) {
  change_accounts(
      {[session = std::move(session)](WritingEngine& engine) { return engine.put_session(session); }, std::move(done)});
}

void JournalThread::remove_session(std::string token_hash, observer::Committed done) {
  change_accounts(
      {[token_hash = std::move(token_hash)](WritingEngine& engine) { return engine.remove_session(token_hash); },
       std::move(done)});
}

void JournalThread::remove_sessions_of(observer::AccountId account_id, std::string but_token_hash,
                                       observer::Committed done) {
  change_accounts({[account_id, but_token_hash = std::move(but_token_hash)](WritingEngine& engine) {
                     return engine.remove_sessions_of(account_id, but_token_hash);
                   },
                   std::move(done)});
}

void JournalThread::put_account(observer::Account account, observer::Committed done) {
  change_accounts(
      {[account = std::move(account)](WritingEngine& engine) { return engine.put_account(account); }, std::move(done)});
}

void JournalThread::put_token(observer::IntegrationToken token, observer::Committed done) {
  change_accounts(
      {[token = std::move(token)](WritingEngine& engine) { return engine.put_token(token); }, std::move(done)});
}

void JournalThread::remove_token(std::string token_hash, observer::Committed done) {
  change_accounts(
      {[token_hash = std::move(token_hash)](WritingEngine& engine) { return engine.remove_token(token_hash); },
       std::move(done)});
}

void JournalThread::put_second_factor(observer::SecondFactor factor, observer::Committed done) {
  change_accounts({[factor = std::move(factor)](WritingEngine& engine) { return engine.put_second_factor(factor); },
                   std::move(done)});
}

void JournalThread::remove_second_factor(observer::AccountId account_id, observer::Committed done) {
  change_accounts(
      {[account_id](WritingEngine& engine) { return engine.remove_second_factor(account_id); }, std::move(done)});
}

void JournalThread::put_invitation(observer::Invitation invitation, observer::Committed done) {
  change_accounts(
      {[invitation = std::move(invitation)](WritingEngine& engine) { return engine.put_invitation(invitation); },
       std::move(done)});
}

void JournalThread::remove_invitation(observer::AccountId account_id, observer::Committed done) {
  change_accounts(
      {[account_id](WritingEngine& engine) { return engine.remove_invitation(account_id); }, std::move(done)});
}

void JournalThread::change_accounts(AccountsChange change) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return fail_stopped(std::move(change.done));
    queue_.accounts_changes.push_back(std::move(change));
  }
  wake_.notify_one();
}

void JournalThread::fail_stopped(observer::Committed done) {
  post_to_owner_(
      [done = std::move(done)]() mutable { done(std::unexpected(observer::StoreFailure{"the journal is stopped"})); });
}

void JournalThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  pages_.stop();
}

void JournalThread::run() {
  Waiting taken;
  while (take(taken)) {
    look_at_disk();
    commit(taken);
    write_accounts(taken);
    taken.clear();
    maintain(WritingEngine::Maintenance::kOverdue);
  }
  maintain(WritingEngine::Maintenance::kAll);
}

// A failure poisons the engine: the next append hears of it, and there is nothing left to maintain.
void JournalThread::maintain(WritingEngine::Maintenance what) {
  // What was committed since the last look may have taken the room that there was.
  look_at_disk();
  if (!has_last_room_) {
    needs_maintenance_ = true;
    return;
  }
  const Done maintained = engine_->maintain(what);
  needs_maintenance_ = maintained.has_value() && what == WritingEngine::Maintenance::kOverdue;
}

void JournalThread::look_at_disk() {
  if (!reserve_) return;
  has_room_ = reserve_->has_room();
  has_last_room_ = reserve_->has_last_room();
}

// Nobody would hear of it before somebody marks.
void JournalThread::look_at_engine() {
  if (!failed_) return;
  const Done well = engine_->check();
  if (well) return;
  post_to_owner_([failed = std::exchange(failed_, {}), reason = well.error().reason] { failed(reason); });
}

// Swaps the whole queue out; false when stopped and nothing is left. Uses idle time for maintenance.
bool JournalThread::take(Waiting& taken) {
  const auto has_news = [this] { return stopping_ || !queue_.is_empty(); };
  std::unique_lock lock(mutex_);
  if (needs_maintenance_ && !wake_.wait_for(lock, kIdleBeforeMaintenance, has_news)) {
    lock.unlock();
    maintain(WritingEngine::Maintenance::kAll);
    lock.lock();
  }
  while (!wake_.wait_for(lock, kIdleBeforeDiskCheck, has_news)) {
    // A disk that does not answer keeps up nobody else.
    lock.unlock();
    look_at_disk();
    look_at_engine();
    if (needs_maintenance_ && has_last_room_) maintain(WritingEngine::Maintenance::kAll);
    lock.lock();
  }
  std::swap(taken, queue_);
  return !taken.is_empty();
}

// Commits in transactions of at most kMaxBatchEvents and kMaxBatchBytes, but never splits a call's events.
void JournalThread::commit(Waiting& taken) {
  const std::span<const observer::StampedEvent> events(taken.events);
  std::size_t first_event = 0;
  auto append = taken.appends.begin();
  while (append != taken.appends.end()) {
    std::size_t event_count = 0;
    std::size_t byte_count = 0;
    std::vector<observer::Committed> completions;
    do {
      event_count += append->event_count;
      byte_count += append->byte_count;
      completions.push_back(std::move(append->done));
      ++append;
    } while (append != taken.appends.end() && event_count + append->event_count <= kMaxBatchEvents &&
             byte_count + append->byte_count <= kMaxBatchBytes);
    Done done = linker_.commit(events.subspan(first_event, event_count));
    first_event += event_count;
    post_to_owner_([completions = std::move(completions), done = std::move(done)]() mutable {
      for (observer::Committed& completion : completions) completion(done);
    });
  }
}

void JournalThread::write_accounts(Waiting& taken) {
  const Done full = std::unexpected(observer::StoreFailure{"the disk is full"});
  for (AccountsChange& change : taken.accounts_changes) {
    Done written = has_last_room_ ? change.write(*engine_) : full;
    post_to_owner_([written = std::move(written), completion = std::move(change.done)]() mutable {
      completion(std::move(written));
    });
  }
}

}  // namespace regard::storage

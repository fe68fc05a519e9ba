#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/recording/page_turns.hpp"

namespace regard::observer {

// Committed events of one recording, in sequence. Valid during the call that hands it over.
struct EventPage {
  RecordingId recording_id;
  std::span<const StampedEvent> events;
  // Tells the page from every other: several subscribers may be handed the same one.
  std::uint64_t number = 0;
};

// One who receives recordings.
class Subscriber {
 public:
  virtual ~Subscriber() = default;
  // Whose turns its readings take.
  [[nodiscard]] virtual const Account& account() const = 0;
  // False while enough is queued for it; it calls Feed::resume() when it can take more.
  [[nodiscard]] virtual bool can_take() const = 0;
  virtual void deliver(const EventPage& page) = 0;
  virtual void caught_up(RecordingId recording_id, std::uint64_t sequence) = 0;
  // The recording cannot be delivered any further; the subscriber has to start again from its cursor.
  virtual void delivery_failed(std::string reason) = 0;
};

// Delivers committed events, in sequence and without a gap, to whoever subscribed. A subscriber that is up to date gets
// new events from memory; one that is behind (new, resumed, slow, replaying) is fed pages from the journal until it is
// up to date. Of one subscriber only one page is being read at a time, whatever it follows: what it cannot take yet is
// not in memory. Thread: the owner's.
class Feed {
 public:
  // `turns` must outlive the feed.
  explicit Feed(PageTurns& turns) : turns_(turns) {}

  // `committed_sequence`: what the recording has on disk now. Subscribing again moves the cursor. `until_read` is held
  // until the journal has given the first page, whether or not somebody still wants it, or has none to give: who counts
  // them knows how many readings are on their way for whom.
  void subscribe(Subscriber& subscriber, RecordingId recording_id, std::uint64_t after_sequence,
                 std::uint64_t committed_sequence, std::shared_ptr<void> until_read = {});
  void unsubscribe(const Subscriber& subscriber, RecordingId recording_id);
  // The subscriber can take more in all its recordings.
  void resume(const Subscriber& subscriber, std::span<const RecordingId> recording_ids);

  [[nodiscard]] bool is_watched(RecordingId recording_id) const { return watched_.contains(recording_id); }

  // `events` may be empty: then everybody is fed from the journal.
  void on_committed(RecordingId recording_id, std::span<const StampedEvent> events, std::uint64_t committed_sequence);

 private:
  struct Subscription;
  // One subscriber, for all that it follows.
  struct Reader {
    Subscriber* subscriber = nullptr;
    std::size_t subscription_count = 0;
    bool is_reading = false;
    // Those that are behind, in the order in which they are read for.
    std::deque<std::weak_ptr<Subscription>> waiting;
  };
  struct Subscription {
    std::shared_ptr<Reader> reader;
    RecordingId recording_id;
    std::uint64_t cursor = 0;
    std::shared_ptr<void> until_read;
    bool is_reading = false;
    bool is_waiting = false;
    // CaughtUp is said once a subscription.
    bool has_caught_up = false;
  };
  struct Watched {
    std::uint64_t committed_sequence = 0;
    std::vector<std::shared_ptr<Subscription>> subscriptions;
  };

  [[nodiscard]] std::shared_ptr<Subscription> find(const Subscriber& subscriber, RecordingId recording_id) const;
  [[nodiscard]] EventPage page_of(RecordingId recording_id, std::span<const StampedEvent> events);
  // Gives new events from memory to the subscriptions that they are the next ones for.
  static void deliver_live(Watched& watched, const EventPage& page);
  [[nodiscard]] std::shared_ptr<Reader> reader_of(Subscriber& subscriber);
  // Does what the subscription needs next: nothing, CaughtUp, or to wait for one more page.
  void advance(const std::shared_ptr<Subscription>& subscription);
  void read_next(const std::shared_ptr<Reader>& reader);
  void read_page(const std::shared_ptr<Subscription>& subscription);
  void on_page(const std::shared_ptr<Subscription>& subscription, std::expected<Journal::Page, StoreFailure> page);

  PageTurns& turns_;
  std::unordered_map<RecordingId, Watched> watched_;
  std::unordered_map<const Subscriber*, std::shared_ptr<Reader>> readers_;
  std::uint64_t page_count_ = 0;
};

}  // namespace regard::observer

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/live/frame_codec.hpp"
#include "observer/ports/journal.hpp"

namespace regard::gateway {

// One who receives recordings: a live session.
class Subscriber {
 public:
  virtual ~Subscriber() = default;
  [[nodiscard]] virtual Encoding encoding() const = 0;
  // False while enough is queued for it; it calls Feed::resume() when it can take more.
  [[nodiscard]] virtual bool can_take() const = 0;
  virtual void deliver(OutMessage event_batch) = 0;
  virtual void caught_up(observer::RecordingId recording_id, std::uint64_t sequence) = 0;
  // The recording cannot be delivered any further; the subscriber has to start again from its cursor.
  virtual void delivery_failed(std::string reason) = 0;
};

// Delivers committed events, in sequence and without a gap, to whoever subscribed. A subscriber that is up to date gets
// new events from memory; one that is behind (new, resumed, slow, replaying) is fed pages from the journal until it is
// up to date. Thread: the gateway's.
class Feed {
 public:
  // The journal must outlive the feed.
  explicit Feed(observer::Journal& journal) : journal_(journal) {}

  // `committed_sequence`: what the recording has on disk now. Subscribing again moves the cursor.
  void subscribe(Subscriber& subscriber, observer::RecordingId recording_id, std::uint64_t after_sequence,
                 std::uint64_t committed_sequence);
  void unsubscribe(const Subscriber& subscriber, observer::RecordingId recording_id);
  // The subscriber can take more in all its recordings.
  void resume(const Subscriber& subscriber, std::span<const observer::RecordingId> recording_ids);

  [[nodiscard]] bool is_watched(observer::RecordingId recording_id) const { return watched_.contains(recording_id); }
  [[nodiscard]] std::vector<Subscriber*> subscribers(observer::RecordingId recording_id) const;

  // `events` may be empty: then everybody is fed from the journal.
  void on_committed(observer::RecordingId recording_id, std::span<const observer::StampedEvent> events,
                    std::uint64_t committed_sequence);

 private:
  struct Subscription {
    Subscriber* subscriber = nullptr;
    observer::RecordingId recording_id;
    std::uint64_t cursor = 0;
    bool is_reading = false;
    // CaughtUp is said once a subscription.
    bool has_caught_up = false;
  };
  struct Watched {
    std::uint64_t committed_sequence = 0;
    std::vector<std::shared_ptr<Subscription>> subscriptions;
  };

  [[nodiscard]] std::shared_ptr<Subscription> find(const Subscriber& subscriber,
                                                   observer::RecordingId recording_id) const;
  // Gives new events from memory to the subscriptions that they are the next ones for.
  static void deliver_live(Watched& watched, std::span<const observer::StampedEvent> page);
  // Does what the subscription needs next: nothing, CaughtUp, or one more page.
  void advance(const std::shared_ptr<Subscription>& subscription);
  void read_page(const std::shared_ptr<Subscription>& subscription);
  void on_page(const std::shared_ptr<Subscription>& subscription,
               std::expected<observer::Journal::Page, observer::StoreFailure> page);

  observer::Journal& journal_;
  std::unordered_map<observer::RecordingId, Watched> watched_;
};

}  // namespace regard::gateway

#include "observer/recording/feed.hpp"

#include <algorithm>
#include <utility>

#include "observer/recording/limits.hpp"

namespace regard::observer {

void Feed::subscribe(Subscriber& subscriber, RecordingId recording_id, std::uint64_t after_sequence,
                     std::uint64_t committed_sequence, std::shared_ptr<void> until_read) {
  unsubscribe(subscriber, recording_id);
  Watched& watched = watched_[recording_id];
  watched.committed_sequence = std::max(watched.committed_sequence, committed_sequence);
  auto subscription = std::make_shared<Subscription>(
      Subscription{reader_of(subscriber), recording_id, after_sequence, std::move(until_read)});
  watched.subscriptions.push_back(subscription);
  advance(subscription);
}

std::shared_ptr<Feed::Reader> Feed::reader_of(Subscriber& subscriber) {
  std::shared_ptr<Reader>& reader = readers_[&subscriber];
  if (!reader) reader = std::make_shared<Reader>(Reader{.subscriber = &subscriber, .waiting = {}});
  ++reader->subscription_count;
  return reader;
}

void Feed::unsubscribe(const Subscriber& subscriber, RecordingId recording_id) {
  const auto subscription = find(subscriber, recording_id);
  if (!subscription) return;
  const auto found = watched_.find(recording_id);
  std::erase(found->second.subscriptions, subscription);
  if (found->second.subscriptions.empty()) watched_.erase(found);
  if (--subscription->reader->subscription_count == 0) readers_.erase(&subscriber);
}

void Feed::resume(const Subscriber& subscriber, std::span<const RecordingId> recording_ids) {
  for (const RecordingId recording_id : recording_ids) {
    if (const auto subscription = find(subscriber, recording_id)) advance(subscription);
  }
}

void Feed::on_committed(RecordingId recording_id, std::span<const StampedEvent> events,
                        std::uint64_t committed_sequence) {
  const auto found = watched_.find(recording_id);
  if (found == watched_.end()) return;
  found->second.committed_sequence = committed_sequence;
  while (!events.empty()) {
    const auto page = events.first(std::min(events.size(), limits::kPageEvents));
    deliver_live(found->second, page_of(recording_id, page));
    events = events.subspan(page.size());
  }
  for (const auto& subscription : found->second.subscriptions) advance(subscription);
}

EventPage Feed::page_of(RecordingId recording_id, std::span<const StampedEvent> events) {
  return {recording_id, events, ++page_count_};
}

void Feed::deliver_live(Watched& watched, const EventPage& page) {
  for (const auto& subscription : watched.subscriptions) {
    const bool is_next = page.events.front().header.sequence == subscription->cursor + 1;
    if (!is_next || subscription->is_reading || !subscription->reader->subscriber->can_take()) continue;
    subscription->reader->subscriber->deliver(page);
    subscription->cursor = page.events.back().header.sequence;
  }
}

std::shared_ptr<Feed::Subscription> Feed::find(const Subscriber& subscriber, RecordingId recording_id) const {
  const auto found = watched_.find(recording_id);
  if (found == watched_.end()) return nullptr;
  const auto& all = found->second.subscriptions;
  const auto item = std::ranges::find(all, &subscriber, [](const auto& each) { return each->reader->subscriber; });
  return item == all.end() ? nullptr : *item;
}

void Feed::advance(const std::shared_ptr<Subscription>& subscription) {
  Subscriber& subscriber = *subscription->reader->subscriber;
  if (subscription->is_reading || subscription->is_waiting || !subscriber.can_take()) return;
  const std::uint64_t committed_sequence = watched_.at(subscription->recording_id).committed_sequence;
  if (subscription->cursor < committed_sequence) {
    subscription->is_waiting = true;
    subscription->reader->waiting.push_back(subscription);
    return read_next(subscription->reader);
  }
  subscription->until_read.reset();
  if (!std::exchange(subscription->has_caught_up, true)) {
    subscriber.caught_up(subscription->recording_id, committed_sequence);
  }
}

void Feed::read_next(const std::shared_ptr<Reader>& reader) {
  while (!reader->is_reading && !reader->waiting.empty()) {
    const auto subscription = reader->waiting.front().lock();
    reader->waiting.pop_front();
    if (!subscription) continue;
    subscription->is_waiting = false;
    // Whoever is full comes back with resume(), for all that it follows.
    if (reader->subscriber->can_take()) read_page(subscription);
  }
}

void Feed::read_page(const std::shared_ptr<Subscription>& subscription) {
  const std::shared_ptr<Reader> reader = subscription->reader;
  reader->is_reading = subscription->is_reading = true;
  turns_.read(reader->subscriber->account().account_id, subscription->recording_id, subscription->cursor,
              limits::kPageEvents,
              [this, reader, weak = std::weak_ptr(subscription),
               held = std::exchange(subscription->until_read, {})](auto page) {
                reader->is_reading = false;
                // Gone when the subscriber has left or moved its cursor meanwhile.
                if (const auto alive = weak.lock()) on_page(alive, std::move(page));
                if (reader->subscription_count > 0) read_next(reader);
              });
}

void Feed::on_page(const std::shared_ptr<Subscription>& subscription, std::expected<Journal::Page, StoreFailure> page) {
  subscription->is_reading = false;
  Subscriber& subscriber = *subscription->reader->subscriber;
  if (!page) return subscriber.delivery_failed(page.error().reason);
  if (page->empty() || page->front().header.sequence != subscription->cursor + 1) {
    subscriber.delivery_failed("event " + std::to_string(subscription->cursor + 1) + " of recording " +
                               subscription->recording_id.to_string() + " is missing in the store");
    return;
  }
  subscriber.deliver(page_of(subscription->recording_id, *page));
  subscription->cursor = page->back().header.sequence;
  advance(subscription);
}

}  // namespace regard::observer

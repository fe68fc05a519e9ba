#include "gateway/delivery/delivery.hpp"

#include <algorithm>
#include <utility>

#include "gateway/delivery/limits.hpp"

namespace regard::gateway {

Delivery::Delivery(std::vector<Route> routes, std::function<void(const std::string& reason)> on_trouble)
    : on_trouble_(std::move(on_trouble)) {
  for (Route& route : routes) ways_.push_back({std::move(route), {}, {}});
  thread_ = std::thread([this] { work(); });
}

Delivery::~Delivery() { stop(); }

void Delivery::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Delivery::offer(const std::string& note) {
  {
    const std::lock_guard lock(mutex_);
    newest_ = note;
  }
  wake_.notify_one();
}

void Delivery::work() {
  for (bool is_last = false; !is_last;) {
    const std::string note = wait();
    is_last = is_stopping();
    for (Way& way : ways_) {
      const bool is_due = is_last || way.next <= Clock::now();
      if (is_due && way.note != note && !note.empty()) deliver(way, note);
    }
  }
}

void Delivery::deliver(Way& way, const std::string& note) {
  const auto delivered = way.route.deliver(note, is_stopping() ? limits::kLastDelivery : limits::kDelivery);
  if (delivered) way.note = note;
  if (!delivered) on_trouble_(delivered.error());
  way.next = Clock::now() + (delivered ? way.route.pause : limits::kBeforeNextTry);
}

bool Delivery::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

std::string Delivery::wait() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto now = Clock::now();
    const bool has_work = std::ranges::any_of(
        ways_, [&](const Way& way) { return !newest_.empty() && way.note != newest_ && way.next <= now; });
    if (has_work) break;
    const auto moment = next_moment();
    if (moment == Clock::time_point::max()) {
      wake_.wait(lock);
    } else {
      wake_.wait_until(lock, moment);
    }
  }
  return newest_;
}

Delivery::Clock::time_point Delivery::next_moment() const {
  auto moment = Clock::time_point::max();
  for (const Way& way : ways_) {
    if (way.note != newest_) moment = std::min(moment, std::max(way.next, Clock::now()));
  }
  return moment;
}

}  // namespace regard::gateway

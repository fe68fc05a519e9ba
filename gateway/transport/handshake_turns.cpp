#include "gateway/transport/handshake_turns.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <utility>

#include "gateway/transport/limits.hpp"

namespace regard::gateway {

using boost::system::error_code;

HandshakeTurns::Turn::Turn(std::shared_ptr<HandshakeTurns> turns, boost::asio::ip::address network,
                           std::function<void()> send_away)
    : turns_(std::move(turns)),
      network_(std::move(network)),
      send_away_(std::move(send_away)),
      come_(turns_->pause_.get_executor(), Timer::time_point::max()) {
  auto& waiting = turns_->networks_[network_].waiting;
  if (waiting.empty()) turns_->order_.push_back(network_);
  waiting.push_back(this);
}

HandshakeTurns::Turn::~Turn() { turns_->leave(*this); }

Awaitable<void> HandshakeTurns::Turn::wait() {
  turns_->go_on();
  error_code ignored;  // It has come, or was given up.
  co_await come_.async_wait(boost::asio::redirect_error(use_awaitable, ignored));
}

void HandshakeTurns::Turn::give_up() { come_.expires_at(Timer::time_point::min()); }

void HandshakeTurns::leave(Turn& turn) {
  const auto found = networks_.find(turn.network_);
  Network& network = found->second;
  std::erase(patient_, &turn);
  if (turn.is_under_way_) {
    --network.under_way_count;
    --under_way_count_;
  } else if (std::erase(network.waiting, &turn) > 0 && network.waiting.empty()) {
    std::erase(order_, turn.network_);
  }
  if (network.waiting.empty() && network.under_way_count == 0) networks_.erase(found);
  go_on();
}

void HandshakeTurns::go_on() {
  if (is_pausing_ || has_ended_) return;
  if (Turn* next = take_next()) {
    begin(*next);
  } else if (Turn* slowest = find_slowest()) {
    send_away(*slowest);
  }
}

void HandshakeTurns::begin(Turn& turn) {
  turn.is_under_way_ = true;
  turn.patience_end_ = std::chrono::steady_clock::now() + limits::kHandshakePatience;
  patient_.push_back(&turn);
  turn.come_.expires_at(Timer::time_point::min());
  is_pausing_ = true;
  pause_.expires_after(limits::kHandshakePause);
  pause_.async_wait([self = shared_from_this()](error_code) {
    self->is_pausing_ = false;
    self->go_on();
  });
}

HandshakeTurns::Turn* HandshakeTurns::find_slowest() {
  const bool is_full = under_way_count_ >= limits::kHandshakesAtATime;
  const auto slowest = std::ranges::find_if(patient_, [&](const Turn* turn) {
    return is_full ? !order_.empty() : !networks_[turn->network_].waiting.empty();
  });
  return slowest == patient_.end() ? nullptr : *slowest;
}

void HandshakeTurns::send_away(Turn& slowest) {
  if (std::chrono::steady_clock::now() >= slowest.patience_end_) {
    std::erase(patient_, &slowest);
    return slowest.send_away_();  // Its end lets the next one begin.
  }
  patience_.expires_at(slowest.patience_end_);
  patience_.async_wait([self = shared_from_this()](error_code cancelled) {
    if (!cancelled) self->go_on();
  });
}

HandshakeTurns::Turn* HandshakeTurns::take_next() {
  if (under_way_count_ >= limits::kHandshakesAtATime) return nullptr;
  const auto next = std::ranges::find_if(
      order_, [this](const auto& address) { return networks_[address].under_way_count < limits::kHandshakesANetwork; });
  if (next == order_.end()) return nullptr;
  auto address = std::move(*next);
  order_.erase(next);
  Network& network = networks_[address];
  Turn* turn = network.waiting.front();
  network.waiting.pop_front();
  if (!network.waiting.empty()) order_.push_back(address);
  ++network.under_way_count;
  ++under_way_count_;
  return turn;
}

}  // namespace regard::gateway

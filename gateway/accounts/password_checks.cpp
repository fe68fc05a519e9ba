#include "gateway/accounts/password_checks.hpp"

#include <sched.h>

#include <boost/asio/post.hpp>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/password_hash.hpp"

namespace regard::gateway {

PasswordChecks::PasswordChecks(boost::asio::io_context& io) : io_(io) {
  // Marks are not to wait for somebody who guesses.
  boost::asio::post(workers_, [] {
    const sched_param none{};
    sched_setscheduler(0, SCHED_IDLE, &none);
  });
}

bool PasswordChecks::add_of_known_device(Check& check) {
  if (known_.size() >= limits::kMaxPasswordChecks) return false;
  known_.push_back(std::move(check));
  start_next();
  return true;
}

bool PasswordChecks::add_of_stranger(const std::string& network, Check& check) {
  if (stranger_count_ >= limits::kMaxPasswordChecks) return false;
  auto& waiting = strangers_[network];
  if (waiting.size() >= limits::kMaxPasswordChecksANetwork) return false;
  if (waiting.empty()) order_.push_back(network);
  waiting.push_back(std::move(check));
  ++stranger_count_;
  start_next();
  return true;
}

void PasswordChecks::start_next() {
  if (is_checking_ || waiting_count() == 0) return;
  is_checking_ = true;
  boost::asio::post(workers_, [this, check = take_next()]() mutable {
    const bool is_right = is_password(check.hash, check.password);
    boost::asio::post(io_, [this, is_right, done = std::move(check.done)]() mutable {
      is_checking_ = false;
      start_next();
      done(is_right);
    });
  });
}

PasswordChecks::Check PasswordChecks::take_next() {
  const bool is_known = !known_.empty() && (!was_known_ || order_.empty());
  was_known_ = is_known;
  if (!is_known) return take_stranger();
  Check check = std::move(known_.front());
  known_.pop_front();
  return check;
}

PasswordChecks::Check PasswordChecks::take_stranger() {
  const std::string network = std::move(order_.front());
  order_.pop_front();
  const auto found = strangers_.find(network);
  Check check = std::move(found->second.front());
  found->second.pop_front();
  --stranger_count_;
  if (found->second.empty()) {
    strangers_.erase(found);
  } else {
    order_.push_back(network);
  }
  return check;
}

}  // namespace regard::gateway

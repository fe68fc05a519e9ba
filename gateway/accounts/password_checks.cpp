#include "gateway/accounts/password_checks.hpp"

#include <unistd.h>

#include <boost/asio/post.hpp>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/login_rules.hpp"
#include "gateway/accounts/password_hash.hpp"
#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {

PasswordChecks::PasswordChecks(boost::asio::io_context& io) : io_(io) {
  // On Linux this is the calling thread's alone.
  boost::asio::post(workers_, [] { (void)nice(limits::kPasswordNiceness); });
}

PasswordChecks::Work PasswordChecks::check(std::string hash, std::string password,
                                           std::move_only_function<void(bool is_right)> done) {
  return [hash = std::move(hash), password = std::move(password),
          done = std::move(done)]() mutable -> std::move_only_function<void()> {
    return [is_right = is_password(hash, password), done = std::move(done)]() mutable { done(is_right); };
  };
}

PasswordChecks::Work PasswordChecks::hash(std::string password, std::string login, std::string name,
                                          std::move_only_function<void(Hash hash)> done) {
  return [password = std::move(password), login = std::move(login), name = std::move(name),
          done = std::move(done)]() mutable -> std::move_only_function<void()> {
    auto wrong = check_password(password, login, name);
    Hash hash = wrong ? std::unexpected(*std::move(wrong)) : hash_password(password);
    return [hash = std::move(hash), done = std::move(done)]() mutable { done(std::move(hash)); };
  };
}

bool PasswordChecks::add_of_known_device(Work& work) {
  if (known_.size() >= limits::kMaxPasswordChecks) return false;
  known_.push_back(std::move(work));
  start_next();
  return true;
}

bool PasswordChecks::add_of_stranger(const std::string& site, Work& work) {
  if (!has_room_for(site)) return false;
  auto& waiting = strangers_[site];
  if (waiting.empty()) order_.push_back(site);
  waiting.push_back(std::move(work));
  ++stranger_count_;
  start_next();
  return true;
}

// The first of a site has a place of its own: crowds of others do not take it.
bool PasswordChecks::has_room_for(const std::string& site) const {
  const auto found = strangers_.find(site);
  if (found == strangers_.end()) return strangers_.size() < limits::kMaxSitesWaiting;
  return found->second.size() < limits::kMaxPasswordChecksASite && stranger_count_ < limits::kMaxPasswordChecks;
}

void PasswordChecks::start_next() {
  if (is_checking_ || waiting_count() == 0) return;
  is_checking_ = true;
  boost::asio::post(workers_, [this, work = take_next()]() mutable {
    boost::asio::post(io_, [this, done = work()]() mutable {
      is_checking_ = false;
      start_next();
      done();
    });
  });
}

PasswordChecks::Work PasswordChecks::take_next() {
  const bool is_known = !known_.empty() && (!was_known_ || order_.empty());
  was_known_ = is_known;
  if (!is_known) return take_stranger();
  Work work = std::move(known_.front());
  known_.pop_front();
  return work;
}

PasswordChecks::Work PasswordChecks::take_stranger() {
  const std::string site = std::move(order_.front());
  order_.pop_front();
  const auto found = strangers_.find(site);
  Work work = std::move(found->second.front());
  found->second.pop_front();
  --stranger_count_;
  if (found->second.empty()) {
    strangers_.erase(found);
  } else {
    order_.push_back(site);
  }
  return work;
}

}  // namespace regard::gateway

#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>

namespace regard::gateway {

// Checks passwords, one after the other, on a thread of its own that has what the others leave: each takes 0.1 s. Known
// devices and strangers take turns, and so do the strangers' networks: however many attempts come from one, another
// waits for few of them. Thread: the gateway's.
class PasswordChecks {
 public:
  // Must outlive this object.
  explicit PasswordChecks(boost::asio::io_context& io);

  struct Check {
    std::string hash;
    std::string password;
    // On the gateway's thread.
    std::move_only_function<void(bool is_right)> done;
  };
  // False when as many wait as may; `check` is then left as it is.
  [[nodiscard]] bool add_of_known_device(Check& check);
  [[nodiscard]] bool add_of_stranger(const std::string& network, Check& check);

  [[nodiscard]] std::size_t waiting_count() const { return known_.size() + stranger_count_; }

 private:
  void start_next();
  [[nodiscard]] Check take_next();
  [[nodiscard]] Check take_stranger();

  boost::asio::io_context& io_;
  std::deque<Check> known_;
  std::unordered_map<std::string, std::deque<Check>> strangers_;
  // Each network of which something waits, once.
  std::deque<std::string> order_;
  std::size_t stranger_count_ = 0;
  bool was_known_ = false;
  bool is_checking_ = false;
  boost::asio::thread_pool workers_{1};
};

}  // namespace regard::gateway

#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <deque>
#include <expected>
#include <functional>
#include <string>
#include <unordered_map>

namespace regard::gateway {

// Checks and hashes passwords, one after the other, on a thread of its own to which the others go first: each takes
// 0.1 s. Known devices and strangers take turns, and so do the strangers' sites: however many attempts come from one,
// another waits for few of them. Thread: the gateway's.
class PasswordChecks {
 public:
  // Must outlive this object.
  explicit PasswordChecks(boost::asio::io_context& io);

  // Done on the thread; what it gives is done on the gateway's.
  using Work = std::move_only_function<std::move_only_function<void()>()>;
  [[nodiscard]] static Work check(std::string hash, std::string password,
                                  std::move_only_function<void(bool is_right)> done);
  // The error is why it cannot be the password of the account, or lack of memory.
  using Hash = std::expected<std::string, std::string>;
  [[nodiscard]] static Work hash(std::string password, std::string login, std::string name,
                                 std::move_only_function<void(Hash hash)> done);

  // False when as much waits as may; `work` is then left as it is.
  [[nodiscard]] bool add_of_known_device(Work& work);
  [[nodiscard]] bool add_of_stranger(const std::string& site, Work& work);

  [[nodiscard]] std::size_t waiting_count() const { return known_.size() + stranger_count_; }

 private:
  [[nodiscard]] bool has_room_for(const std::string& site) const;
  void start_next();
  [[nodiscard]] Work take_next();
  [[nodiscard]] Work take_stranger();

  boost::asio::io_context& io_;
  std::deque<Work> known_;
  std::unordered_map<std::string, std::deque<Work>> strangers_;
  // Each site of which something waits, once.
  std::deque<std::string> order_;
  std::size_t stranger_count_ = 0;
  bool was_known_ = false;
  bool is_checking_ = false;
  boost::asio::thread_pool workers_{1};
};

}  // namespace regard::gateway

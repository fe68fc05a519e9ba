#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/hostile/client.hpp"

namespace regard::hostile {

// In nanoseconds, each measured from when it was due.
struct Delays {
  // Of acknowledgements.
  std::vector<std::int64_t> marks_ns;
  std::vector<std::int64_t> replays_ns;
};

// Two assessors who mark an interview, twenty times a second each, and a quality manager who replays it ten times a
// second, as long as the object lives. Any thread may ask.
class Bystanders {
 public:
  Bystanders(unsigned short port, const std::string& interview_id);

  // One more person, who has signed in before, signs in and connects; returns when that is done, or cannot be.
  void let_in(unsigned short port, const std::string& login, const std::string& cookies);
  // They go, each when what it is about is done: what takes long is not left out for being under way.
  void end();
  // Of what was done since the last time this was asked.
  [[nodiscard]] Delays take_delays();
  // Why they can go on no longer; empty while all is well.
  [[nodiscard]] std::string failure() const;

 private:
  using Deed = std::function<void()>;
  // Does it again and again.
  void keep_doing(const std::stop_token& stop, std::chrono::milliseconds pause,
                  std::vector<std::int64_t> Delays::* kept, const Deed& deed);
  void mark(const std::stop_token& stop, Client& client, const std::string& marking_id);
  // Notes why somebody could not go on.
  void attempt(const std::string& login, const Deed& deed);

  mutable std::mutex mutex_;
  Delays delays_;
  std::string failure_;
  // Last: they use all above.
  std::vector<std::jthread> threads_;
};

}  // namespace regard::hostile

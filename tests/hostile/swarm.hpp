#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace regard::hostile {

// What one hostile connection does.
struct Conduct {
  // Said at once; a WebSocket's upgrade request, or nothing.
  std::string greeting{};
  // What comes next, again and again once the server has answered the greeting; empty: nothing more. Asked when all
  // before it was taken.
  std::function<std::string()> next = [] { return std::string{}; };
  // Whether it takes what the server says.
  bool reads = true;
};

// Many hostile connections, driven by one thread as fast as the server lets them. A connection that the server ends is
// opened again.
class Swarm {
 public:
  Swarm(unsigned short port, std::vector<Conduct> conducts);
  ~Swarm();
  Swarm(const Swarm&) = delete;
  Swarm& operator=(const Swarm&) = delete;

  void run(const std::stop_token& stop);

 private:
  class Connection;
  void open(std::size_t index);
  void watch(int operation, int socket, std::size_t index);
  void serve(std::size_t index, unsigned events);

  unsigned short port_;
  int epoll_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace regard::hostile

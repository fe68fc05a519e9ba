#include "tests/hostile/swarm.hpp"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <utility>

namespace regard::hostile {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} * 1024;
constexpr int kEventsATurn = 256;
constexpr int kTurnMs = 10;
// Pieces that one connection sends before the others have their turn.
constexpr int kPiecesATurn = 64;
// Edge-triggered: a crowd of idle connections costs the attacker nothing either.
constexpr unsigned kInterest = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;

}  // namespace

class Swarm::Connection {
 public:
  explicit Connection(Conduct conduct) : conduct_(std::move(conduct)) {}
  ~Connection() { close(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The socket, connecting; -1 when there is none to be had.
  [[nodiscard]] int open(unsigned short port) {
    close();
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) return -1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int connecting = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (connecting != 0 && errno != EINPROGRESS) return -1;
    out_ = conduct_.greeting;
    is_answered_ = false;
    return socket_;
  }

  // Takes all that is there. False when the connection is over.
  [[nodiscard]] bool read() {
    while (conduct_.reads || !is_answered_) {
      std::array<char, kReadBytes> buffer;  // NOLINT(*-member-init): filled by recv
      const ssize_t count = recv(socket_, buffer.data(), buffer.size(), 0);
      if (count <= 0) return count < 0 && errno == EAGAIN;
      is_answered_ = true;
    }
    return true;
  }

  enum class Written { kAll, kSome, kFailed };
  // kSome: there is more to say, and the server would take it.
  [[nodiscard]] Written write() {
    for (int piece = 0; piece < kPiecesATurn; ++piece) {
      // Without the room that the last one took: there are thousands of these.
      if (out_.empty() && is_answered_) conduct_.next().swap(out_);
      if (out_.empty()) return Written::kAll;
      const ssize_t count = send(socket_, out_.data(), out_.size(), MSG_NOSIGNAL);
      if (count < 0) return errno == EAGAIN || errno == ENOTCONN ? Written::kAll : Written::kFailed;
      out_.erase(0, static_cast<std::size_t>(count));
    }
    return Written::kSome;
  }
  [[nodiscard]] int socket_number() const { return socket_; }

 private:
  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  Conduct conduct_;
  int socket_ = -1;
  std::string out_;
  bool is_answered_ = false;
};

Swarm::Swarm(unsigned short port, std::vector<Conduct> conducts) : port_(port), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  for (Conduct& conduct : conducts) connections_.push_back(std::make_unique<Connection>(std::move(conduct)));
  for (std::size_t i = 0; i < connections_.size(); ++i) open(i);
}

Swarm::~Swarm() { ::close(epoll_); }

void Swarm::open(std::size_t index) {
  const int socket = connections_[index]->open(port_);
  if (socket < 0) return;
  watch(EPOLL_CTL_ADD, socket, index);
}

void Swarm::watch(int operation, int socket, std::size_t index) {
  epoll_event event{};
  event.events = kInterest;
  event.data.u64 = index;
  epoll_ctl(epoll_, operation, socket, &event);
}

void Swarm::serve(std::size_t index, unsigned events) {
  Connection& connection = *connections_[index];
  using Written = Connection::Written;
  Written written = Written::kFailed;
  if ((events & (EPOLLERR | EPOLLHUP | EPOLLRDHUP)) == 0 && connection.read()) written = connection.write();
  if (written == Written::kFailed) return open(index);
  if (written == Written::kSome) watch(EPOLL_CTL_MOD, connection.socket_number(), index);
}

void Swarm::run(const std::stop_token& stop) {
  std::array<epoll_event, kEventsATurn> events{};
  while (!stop.stop_requested()) {
    const int count = epoll_wait(epoll_, events.data(), kEventsATurn, kTurnMs);
    for (const epoll_event& event : std::span(events).first(static_cast<std::size_t>(std::max(count, 0)))) {
      serve(event.data.u64, event.events);
    }
  }
}

}  // namespace regard::hostile

#include "tests/bench/load/connection_set.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace regard::bench {
namespace {

constexpr std::size_t kEventsAtOnce = 256;
// Ten thousand connections are open after a few seconds; so long means that the server hangs.
constexpr std::chrono::seconds kReadyDeadline{30};

std::unexpected<Failure> system_failure(const std::string& what) {
  return std::unexpected(what + ": " + std::strerror(errno));  // NOLINT(concurrency-mt-unsafe): there is one thread
}

}  // namespace

std::expected<ConnectionSet, Failure> ConnectionSet::make(std::uint16_t port) {
  const int epoll = epoll_create1(EPOLL_CLOEXEC);
  if (epoll < 0) return system_failure("epoll_create1");
  return ConnectionSet(port, epoll);
}

ConnectionSet::ConnectionSet(ConnectionSet&& other) noexcept
    : port_(other.port_),
      epoll_(std::exchange(other.epoll_, -1)),
      connections_(std::move(other.connections_)),
      ready_(other.ready_) {}

ConnectionSet::~ConnectionSet() {
  if (epoll_ >= 0) close(epoll_);
}

std::expected<std::size_t, Failure> ConnectionSet::add(std::unique_ptr<Peer> peer) {
  auto connection = Connection::open(port_, std::move(peer));
  if (!connection) return std::unexpected(connection.error());
  const std::size_t place = connections_.size();
  epoll_event interest{};
  interest.events = EPOLLIN;
  interest.data.u64 = place;
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, (*connection)->file_descriptor(), &interest) != 0)
    return system_failure("epoll_ctl");
  connections_.push_back(std::move(*connection));
  return place;
}

std::expected<void, Failure> ConnectionSet::until_ready() {
  const auto deadline = std::chrono::steady_clock::now() + kReadyDeadline;
  const auto ignore = [](std::size_t, const Heard&) { return std::expected<void, Failure>{}; };
  while (ready_ < connections_.size()) {
    if (auto turned = turn(std::chrono::milliseconds(100), ignore); !turned) return turned;
    if (std::chrono::steady_clock::now() > deadline) {
      return std::unexpected(std::to_string(connections_.size() - ready_) + " connections do not become ready");
    }
  }
  return {};
}

std::expected<void, Failure> ConnectionSet::turn(std::chrono::milliseconds wait, const OnHeard& on_heard) {
  std::array<epoll_event, kEventsAtOnce> events{};
  const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(wait.count()));
  if (count < 0) return system_failure("epoll_wait");
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const std::size_t place = events[i].data.u64;
    const auto heard = connections_[place]->receive();
    if (!heard) return std::unexpected(heard.error());
    if (heard->ready) ++ready_;
    if (auto handled = on_heard(place, *heard); !handled) return handled;
  }
  return {};
}

}  // namespace regard::bench

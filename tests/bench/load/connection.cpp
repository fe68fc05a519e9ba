#include "tests/bench/load/connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace regard::bench {
namespace {

constexpr std::size_t kReadBytes = std::size_t{64} * 1024;

std::unexpected<Failure> system_failure(const std::string& what) {
  return std::unexpected(what + ": " + std::strerror(errno));  // NOLINT(concurrency-mt-unsafe): there is one thread
}

std::expected<void, Failure> wait_until_writable(int socket) {
  pollfd waited{.fd = socket, .events = POLLOUT, .revents = 0};
  if (poll(&waited, 1, -1) < 0) return system_failure("poll");
  return {};
}

}  // namespace

std::expected<std::unique_ptr<Connection>, Failure> Connection::open(std::uint16_t port, std::unique_ptr<Peer> peer) {
  const int created = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (created < 0) return system_failure("socket");
  std::unique_ptr<Connection> connection(new Connection(created, std::move(peer)));
  const int on = 1;
  if (setsockopt(created, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) return system_failure("TCP_NODELAY");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(created, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return system_failure("connecting to port " + std::to_string(port));
  }
  connection->peer_->start(connection->out_);
  if (auto sent = connection->send_all(); !sent) return std::unexpected(sent.error());
  return connection;
}

Connection::~Connection() { close(socket_); }

std::expected<Heard, Failure> Connection::receive() {
  std::array<char, kReadBytes> buffer;  // NOLINT(*-member-init): filled by recv
  const ssize_t received = recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (received == 0) return std::unexpected("the server closed a connection");
  if (received < 0) {
    if (errno == EAGAIN) return Heard{};
    return system_failure("receiving");
  }
  in_.append(buffer.data(), static_cast<std::size_t>(received));
  auto heard = peer_->hear(in_, out_);
  if (!heard) return heard;
  in_.erase(0, heard->bytes_used);
  if (auto sent = send_all(); !sent) return std::unexpected(sent.error());
  return heard;
}

std::expected<void, Failure> Connection::end_turn() {
  peer_->end_turn(out_);
  return send_all();
}

std::expected<void, Failure> Connection::send_all() {
  std::string_view rest = out_;
  while (!rest.empty()) {
    const ssize_t sent = send(socket_, rest.data(), rest.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN) {
      return system_failure("sending");
    } else if (auto writable = wait_until_writable(socket_); !writable) {
      return writable;
    }
  }
  out_.clear();
  return {};
}

}  // namespace regard::bench

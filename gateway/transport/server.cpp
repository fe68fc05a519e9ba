#include "gateway/transport/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <memory>
#include <utility>

#include "gateway/transport/http_connection.hpp"
#include "gateway/transport/limits.hpp"

namespace regard::gateway {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Deadlines are tens of seconds: a second's grain is fine.
constexpr std::chrono::seconds kDeadlineGrain{1};
// Out of file descriptors: retrying at once would only burn the processor.
constexpr milliseconds kAcceptRetry{100};
// While stopping, how often it is checked whether the disk and the sockets are done.
constexpr milliseconds kDrainGrain{5};

}  // namespace

Server::Server(asio::io_context& io, HttpHandler& handler, Hooks hooks, Options options)
    : io_(io),
      handler_(handler),
      hooks_(std::move(hooks)),
      options_(std::move(options)),
      lobby_(std::make_shared<Lobby>(
          Lobby::Capacity{options_.max_connections / limits::kLobbyShare, limits::kMaxLobbyANetwork})),
      handshakes_(std::make_shared<HandshakeTurns>(io.get_executor())) {}

std::expected<void, std::string> Server::listen(const std::string& address, std::uint16_t port) {
  return add(address, port, {Acceptor{io_.get_executor()}, handler_, options_.certificate});
}

std::expected<void, std::string> Server::listen_in_the_clear(const std::string& address, std::uint16_t port,
                                                             HttpHandler& handler) {
  return add(address, port, {Acceptor{io_.get_executor()}, handler});
}

std::expected<void, std::string> Server::add(const std::string& address, std::uint16_t port, Listener listener) {
  error_code error;
  const auto ip = asio::ip::make_address(address, error);
  if (error) return std::unexpected("\"" + address + "\" is not an IP address");
  const asio::ip::tcp::endpoint endpoint{ip, port};
  Acceptor& acceptor = listener.acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) {
    listeners_.push_back(std::move(listener));
    return {};
  }
  const std::string where = address + ":" + std::to_string(port);
  if (error == asio::error::address_in_use) return std::unexpected(where + " is in use by another program");
  return std::unexpected("cannot listen on " + where + ": " + error.message());
}

std::uint16_t Server::port(std::size_t index) const { return listeners_.at(index).acceptor.local_endpoint().port(); }

Stream Server::Listener::open(TcpSocket socket) const {
  if (certificate == nullptr) return Stream{std::move(socket)};
  return Stream{std::move(socket), certificate->context()};
}

void Server::start() {
  for (Listener& listener : listeners_) asio::co_spawn(io_.get_executor(), accept_all(&listener), asio::detached);
  asio::co_spawn(io_.get_executor(), watch_deadlines(), asio::detached);
}

void Server::stop() {
  if (std::exchange(is_stopping_, true)) return;
  error_code ignored;  // It is closed either way.
  for (Listener& listener : listeners_) listener.acceptor.close(ignored);
  asio::co_spawn(io_.get_executor(), drain_and_close(), asio::detached);
}

Awaitable<void> Server::accept_all(Listener* listener) {
  Timer pause{io_.get_executor()};
  for (std::size_t accepted_count = 0; !is_stopping_;) {
    error_code error;
    if (accepted_count == limits::kAcceptsAtATime) {
      accepted_count = 0;
      pause.expires_after(limits::kAcceptPause);
      co_await pause.async_wait(asio::redirect_error(use_awaitable, error));
    }
    TcpSocket socket{io_.get_executor()};
    if (connection_count_ < options_.max_connections) {
      co_await listener->acceptor.async_accept(socket, asio::redirect_error(use_awaitable, error));
    }
    if (error || !socket.is_open()) {
      pause.expires_after(kAcceptRetry);
      co_await pause.async_wait(asio::redirect_error(use_awaitable, error));
      continue;
    }
    // Without it small frames wait up to 40 ms for the peer's delayed acknowledgement.
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    socket.set_option(asio::socket_base::send_buffer_size(limits::kSendBufferBytes), error);
    ++accepted_count;
    ++connection_count_;
    asio::co_spawn(io_.get_executor(), serve(std::move(socket), listener), [this](const std::exception_ptr& failure) {
      --connection_count_;
      if (failure) std::rethrow_exception(failure);
    });
  }
}

Awaitable<void> Server::serve(TcpSocket socket, const Listener* listener) {
  auto http = std::make_unique<HttpConnection>(listener->open(std::move(socket)), listener->handler, options_.proxies);
  if (!http->enter(*lobby_)) co_return;
  if (!co_await http->shake_hands(handshakes_)) co_return;
  auto upgraded = co_await http->serve();
  http.reset();  // A WebSocket lives for hours and needs none of it.
  if (!upgraded) co_return;
  WebsocketConnection* websocket = upgraded->connection.get();
  websockets_.insert(websocket);
  co_await websocket->run(std::move(upgraded->request));
  websockets_.erase(websocket);
}

Awaitable<void> Server::watch_deadlines() {
  Timer timer{io_.get_executor()};
  while (true) {
    timer.expires_after(kDeadlineGrain);
    co_await timer.async_wait(use_awaitable);
    hooks_.on_tick();
  }
}

Awaitable<void> Server::drain_and_close() {
  Timer timer{io_.get_executor()};
  hooks_.on_stop();
  auto deadline = steady_clock::now() + limits::kDrain;
  while (!hooks_.is_drained() && steady_clock::now() < deadline) {
    timer.expires_after(kDrainGrain);
    co_await timer.async_wait(use_awaitable);
  }
  deadline = steady_clock::now() + limits::kShutdown;
  close_websockets();
  while (!websockets_.empty() && steady_clock::now() < deadline) {
    timer.expires_after(kDrainGrain);
    co_await timer.async_wait(use_awaitable);
    close_websockets();  // Those that were still in their handshake.
  }
  io_.stop();
}

void Server::close_websockets() {
  for (WebsocketConnection* websocket : websockets_) {
    websocket->close(CloseCode::service_restart, "the server is restarting");
  }
}

}  // namespace regard::gateway

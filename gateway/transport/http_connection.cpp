#include "gateway/transport/http_connection.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <utility>

#include "gateway/transport/limits.hpp"
#include "gateway/transport/request_check.hpp"
#include "gateway/transport/response_writer.hpp"

namespace regard::gateway {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

bool is_parse_error(error_code error) {
  return error.category() == make_error_code(http::error::header_limit).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

BadRequest reason_of(error_code error) {
  const bool is_too_large = error == http::error::header_limit || error == http::error::buffer_overflow;
  return is_too_large ? BadRequest::head_too_large : BadRequest::malformed;
}

// Some proxies add to the line that they find, others a line of their own.
std::string forwarded_for(const RequestHead& head) {
  std::string all;
  for (auto [line, end] = head.equal_range("X-Forwarded-For"); line != end; ++line) {
    all += (all.empty() ? "" : ",") + std::string(line->value());
  }
  return all;
}

}  // namespace

HttpConnection::HttpConnection(Stream stream, HttpHandler& handler, const TrustedProxies& proxies)
    : stream_(std::move(stream)),
      handler_(handler),
      proxies_(proxies),
      buffer_(limits::kMaxHttpHeaderBytes + limits::kHttpPieceBytes) {}

bool HttpConnection::enter(Lobby& lobby) {
  error_code error;
  const auto peer = stream_.socket().remote_endpoint(error);
  if (error) return false;  // It has gone already.
  peer_ = peer.address();
  place_ = lobby.enter(peer_, proxies_.contains(peer_), [this] { send_away(); });
  return place_ != nullptr;
}

void HttpConnection::send_away() {
  stream_.close();
  if (turn_) turn_->give_up();
}

Awaitable<bool> HttpConnection::shake_hands(std::shared_ptr<HandshakeTurns> turns) {
  if (!stream_.is_under_tls()) co_return true;
  // Whoever says nothing takes no turn; the lobby knows how long they wait.
  if (!co_await stream_.is_heard(limits::kHandshake)) co_return false;
  turn_.emplace(std::move(turns), site_of(peer_), [this] { stream_.close(); });
  co_await turn_->wait();
  stream_.expires_after(limits::kHandshake);
  const bool is_done = co_await stream_.shake_hands();
  turn_.reset();
  co_return is_done;
}

Awaitable<std::optional<HttpConnection::Upgraded>> HttpConnection::serve() {
  bool is_kept_alive = co_await read_head();
  while (is_kept_alive) {
    Answer given = co_await answer();
    if (auto* upgrade = std::get_if<Upgrade>(&given)) {
      co_return Upgraded{
          std::make_shared<WebsocketConnection>(std::move(stream_), std::move(upgrade->handler), upgrade->options),
          std::move(parser_->get().base())};
    }
    is_kept_alive = co_await write(std::get<Response>(std::move(given))) && co_await read_head();
  }
  if (stream_.is_under_tls()) {
    // A body that ends with the connection is whole only behind this.
    stream_.expires_after(limits::kHttpLinger);
    co_await stream_.say_end();
  }
  co_return std::nullopt;
}

// The generic cell rate algorithm (ITU-T I.371, annex A): evenly, so that many connections do not all begin at once.
Awaitable<void> HttpConnection::keep_pace() {
  const auto now = std::chrono::steady_clock::now();
  const auto burst = limits::kRequestPause * limits::kRequestBurst;
  request_due_ = std::max(request_due_, now - burst) + limits::kRequestPause;
  if (request_due_ <= now) co_return;
  Timer timer{stream_.get_executor(), request_due_};
  error_code ignored;  // It is over either way.
  co_await timer.async_wait(asio::redirect_error(use_awaitable, ignored));
}

Awaitable<bool> HttpConnection::read_head() {
  place_->wait_for_peer();
  co_await keep_pace();
  body_.reset();
  parser_.emplace();
  parser_->header_limit(limits::kMaxHttpHeaderBytes);
  parser_->body_limit(boost::none);  // IncomingBody has the handler's.
  stream_.expires_after(limits::kHttpRequest);
  error_code error;
  co_await http::async_read_header(stream_, buffer_, *parser_, asio::redirect_error(use_awaitable, error));
  if (error) {
    if (is_parse_error(error)) co_await refuse(reason_of(error));
    co_return false;
  }
  if (const auto reason = check_request(parser_->get().base())) {
    co_await refuse(*reason);
    co_return false;
  }
  body_.emplace(stream_, buffer_, *parser_, *place_);
  co_return true;
}

Awaitable<Answer> HttpConnection::answer() {
  // Whatever the answer takes is not the peer's fault.
  stream_.expires_never();
  place_->work();
  const RequestHead& head = parser_->get().base();
  return handler_.answer({&head, &*body_, proxies_.client_of(peer_, forwarded_for(head))});
}

Awaitable<bool> HttpConnection::write(Response response) {
  place_->wait_for_peer();
  const auto& request = parser_->get();
  ResponseWriter writer{
      stream_,
      std::move(response),
      {request.version(), request.method() == http::verb::head, request.keep_alive() && body_->is_at_end()}};
  const bool is_kept_alive = co_await writer.write();
  if (!body_->is_at_end()) co_await linger();
  co_return is_kept_alive;
}

Awaitable<void> HttpConnection::refuse(BadRequest reason) {
  ResponseWriter writer{stream_, handler_.refuse(reason), {}};
  co_await writer.write();
  co_await linger();
}

Awaitable<void> HttpConnection::linger() {
  stream_.expires_after(limits::kHttpLinger);
  co_await stream_.say_end();
  std::size_t count = 1;
  for (std::uint64_t discarded = 0; count > 0 && discarded < limits::kMaxDiscardedBytes; discarded += count) {
    buffer_.clear();
    count = co_await stream_.discard_some(buffer_.prepare(limits::kHttpPieceBytes));
  }
}

}  // namespace regard::gateway

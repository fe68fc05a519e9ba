#include "gateway/transport/incoming_body.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

namespace regard::gateway {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::steady_clock;

Awaitable<RequestBody::Piece> IncomingBody::read_some() {
  if (is_too_large()) co_return std::unexpected(BodyFailure::too_large);
  if (parser_.is_done()) co_return std::string_view{};
  place_.wait_for_peer();
  const std::size_t size = co_await invite() ? co_await fill() : 0;
  place_.work();
  if (size == 0 && !parser_.is_done()) co_return std::unexpected(BodyFailure::broken);
  read_bytes_ += size;
  if (is_too_large()) co_return std::unexpected(BodyFailure::too_large);
  co_return std::string_view{piece_.data(), size};
}

bool IncomingBody::is_too_large() const {
  const auto announced = parser_.content_length();
  return read_bytes_ > max_bytes_ || (announced && *announced > max_bytes_);
}

Awaitable<bool> IncomingBody::invite() {
  if (std::exchange(is_invited_, true)) co_return true;
  const auto& head = parser_.get();
  if (head.version() < 11 || !boost::beast::iequals(head[http::field::expect], "100-continue")) co_return true;
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_.expires_after(limits::kHttpPiece);
  error_code error;
  co_await asio::async_write(stream_, asio::buffer(kContinue), asio::redirect_error(use_awaitable, error));
  co_return !error;
}

Awaitable<std::size_t> IncomingBody::fill() {
  piece_.resize(limits::kHttpPieceBytes);
  auto& room = parser_.get().body();
  room.data = piece_.data();
  room.size = piece_.size();
  while (room.size == piece_.size() && !parser_.is_done()) {
    const auto asked = steady_clock::now();
    stream_.expires_after(patience_);
    error_code error;
    co_await http::async_read_some(stream_, buffer_, parser_, asio::redirect_error(use_awaitable, error));
    if (error && error != http::error::need_buffer) co_return 0;
    patience_ -= steady_clock::now() - asked;
  }
  const std::size_t size = piece_.size() - room.size;
  if (read_bytes_ + size >= patient_until_bytes_) {
    patience_ = limits::kHttpPiece;
    patient_until_bytes_ = read_bytes_ + size + limits::kHttpPieceBytes;
  }
  co_return size;
}

}  // namespace regard::gateway

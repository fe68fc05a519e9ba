#include "gateway/transport/response_writer.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/write.hpp>
#include <utility>

namespace regard::gateway {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

// RFC 9110, section 6.4.1.
bool has_no_content(http::status status) {
  return http::to_status_class(status) == http::status_class::informational || status == http::status::no_content ||
         status == http::status::not_modified;
}

}  // namespace

ResponseWriter::ResponseWriter(Stream& stream, Response response, Terms terms)
    : stream_(stream), source_(std::move(response.body)), terms_(terms) {
  static_cast<http::fields&>(message_.base()) = std::move(response.fields);
  message_.result(response.status);
  message_.version(terms_.version);
  message_.set(http::field::server, "regard");
  frame();
}

void ResponseWriter::frame() {
  left_bytes_ = source_ ? source_->size_bytes() : 0;
  if (has_no_content(message_.result())) {
    left_bytes_ = 0;
  } else if (left_bytes_) {
    message_.content_length(*left_bytes_);
  } else if (terms_.version >= 11) {
    message_.chunked(true);
  } else {
    terms_.is_kept_alive = false;  // HTTP/1.0 has no chunks: the body ends with the connection.
  }
  message_.keep_alive(terms_.is_kept_alive);
}

Awaitable<bool> ResponseWriter::write() {
  const bool is_written = co_await (terms_.is_head ? write_head() : write_all());
  co_return is_written&& terms_.is_kept_alive;
}

Awaitable<bool> ResponseWriter::write_head() {
  serializer_.split(true);
  stream_.expires_after(limits::kHttpPiece);
  error_code error;
  co_await http::async_write_header(stream_, serializer_, asio::redirect_error(use_awaitable, error));
  co_return !error;
}

Awaitable<bool> ResponseWriter::write_all() {
  while (!serializer_.is_done()) {
    if (!co_await load_piece()) co_return false;
    stream_.expires_after(limits::kHttpPiece);
    error_code error;
    co_await http::async_write(stream_, serializer_, asio::redirect_error(use_awaitable, error));
    if (error && error != http::error::need_buffer) co_return false;
  }
  co_return true;
}

Awaitable<bool> ResponseWriter::load_piece() {
  if (piece_.empty() && left_bytes_ != 0U) {
    auto next = co_await source_->next();
    if (!next) co_return cut(next.error()), false;
    const bool has_ended_early = next->empty() && left_bytes_;
    if (has_ended_early || next->size() > left_bytes_.value_or(next->size())) {
      co_return cut("the body has another size than was announced"), false;
    }
    piece_ = *next;
    if (left_bytes_) *left_bytes_ -= next->size();
    if (piece_.empty()) left_bytes_ = 0;
  }
  const std::string_view bytes = piece_.substr(0, std::min(piece_.size(), limits::kHttpPieceBytes));
  piece_.remove_prefix(bytes.size());
  put(bytes, !piece_.empty() || left_bytes_ != 0U);
  co_return true;
}

void ResponseWriter::put(std::string_view bytes, bool has_more) {
  auto& body = message_.body();
  // Beast only reads from it.
  body.data = bytes.empty() ? nullptr : const_cast<char*>(bytes.data());
  body.size = bytes.size();
  body.more = has_more;
}

void ResponseWriter::cut(std::string_view reason) {
  spdlog::error("an answer is cut short: {}", reason);
  error_code ignored;  // It is closed either way.
  stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  stream_.close();
}

}  // namespace regard::gateway

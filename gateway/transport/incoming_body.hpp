#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <chrono>
#include <vector>

#include "gateway/transport/http_message.hpp"
#include "gateway/transport/limits.hpp"
#include "gateway/transport/lobby.hpp"
#include "gateway/transport/stream.hpp"

namespace regard::gateway {

using RequestParser = http::request_parser<http::buffer_body>;

// The body of the request whose head `parser` has read. A peer that waits for "100 Continue" gets it with the first
// read.
class IncomingBody final : public RequestBody {
 public:
  // All must outlive this object.
  IncomingBody(Stream& stream, boost::beast::flat_buffer& buffer, RequestParser& parser, Lobby::Place& place)
      : stream_(stream), buffer_(buffer), parser_(parser), place_(place) {}

  void set_limit(std::uint64_t max_bytes) override { max_bytes_ = max_bytes; }
  [[nodiscard]] Awaitable<Piece> read_some() override;
  [[nodiscard]] bool is_at_end() const { return parser_.is_done(); }

 private:
  // Whether the peer could be told to send.
  Awaitable<bool> invite();
  // How many bytes came; 0 when the peer or its framing failed.
  Awaitable<std::size_t> fill();
  [[nodiscard]] bool is_too_large() const;

  Stream& stream_;
  boost::beast::flat_buffer& buffer_;
  RequestParser& parser_;
  Lobby::Place& place_;
  std::uint64_t max_bytes_ = 0;
  std::uint64_t read_bytes_ = 0;
  bool is_invited_ = false;
  std::vector<char> piece_;
  // How long the peer may still be waited for, until it has sent `patient_until_bytes_`.
  std::chrono::nanoseconds patience_{limits::kHttpPiece};
  std::uint64_t patient_until_bytes_ = limits::kHttpPieceBytes;
};

}  // namespace regard::gateway

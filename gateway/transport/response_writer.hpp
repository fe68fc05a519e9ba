#pragma once

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/serializer.hpp>

#include "gateway/transport/http_message.hpp"
#include "gateway/transport/incoming_body.hpp"

namespace regard::gateway {

// Writes one response: a body of known size with its length, any other in chunks.
class ResponseWriter {
 public:
  // What the request says about its answer.
  struct Terms {
    unsigned version = 11;
    bool is_head = false;
    bool is_kept_alive = false;
  };
  // `stream` must outlive this object.
  ResponseWriter(Stream& stream, Response response, Terms terms);

  // Whether the connection may carry another request.
  Awaitable<bool> write();

 private:
  void frame();
  Awaitable<bool> write_head();
  Awaitable<bool> write_all();
  // Puts the next bytes before the serializer; false when the source has failed.
  Awaitable<bool> load_piece();
  void put(std::string_view bytes, bool has_more);
  // The peer must not take a part for the whole, even where the end of the connection is the end of the body.
  void cut(std::string_view reason);

  Stream& stream_;
  std::unique_ptr<BodySource> source_;
  Terms terms_;
  http::response<http::buffer_body> message_;
  http::response_serializer<http::buffer_body> serializer_{message_};
  // Of the source's piece, what is not written yet.
  std::string_view piece_;
  // Of a body of known size, what the source has still to give.
  std::optional<std::uint64_t> left_bytes_;
};

}  // namespace regard::gateway

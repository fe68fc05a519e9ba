#include "tests/hostile/client.hpp"

#include <google/protobuf/util/json_util.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http.hpp>
#include <stdexcept>

#include "regard/v1/api/interviews.pb.h"
#include "tests/hostile/wire.hpp"

namespace regard::hostile {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

Client::Client(unsigned short port, const std::string& login, const std::string& cookies)
    : cookie_(sign_in(port, login, cookies)) {
  open(port, http::field::cookie, cookie_);
}

Client::Client(unsigned short port, const Token& token) {
  open(port, http::field::authorization, "Bearer " + token.value);
}

void Client::open(unsigned short port, http::field credentials, const std::string& value) {
  const std::string host = "127.0.0.1:" + std::to_string(port);
  socket_.next_layer().connect({asio::ip::address_v4::loopback(), port});
  socket_.next_layer().set_option(asio::ip::tcp::no_delay(true));
  socket_.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
    request.set(http::field::sec_websocket_protocol, "regard.v1");
    request.set(http::field::origin, "http://" + host);
    request.set(credentials, value);
  }));
  socket_.handshake(host, "/ws");
  socket_.binary(true);
  account_id_ = read().welcome().account_id();
}

v1::ServerFrame Client::read() {
  buffer_.clear();
  socket_.read(buffer_);
  v1::ServerFrame frame;
  frame.ParseFromArray(buffer_.cdata().data(), static_cast<int>(buffer_.size()));
  if (frame.has_error()) throw std::runtime_error(frame.error().ShortDebugString());
  return frame;
}

void Client::send(const v1::ClientFrame& frame) { socket_.write(asio::buffer(frame.SerializeAsString())); }

v1::Ack Client::publish(const std::string& recording_id, const v1::EventBody& body, std::size_t times) {
  std::uint64_t& client_seq = client_seqs_[recording_id];
  for (std::size_t i = 0; i < times; ++i) send(hostile::publish(recording_id, client_id_, ++client_seq, body));
  v1::Ack ack;
  while (ack.client_seq() < client_seq) ack = read().ack();
  return ack;
}

v1::CaughtUp Client::replay(const std::string& recording_id) {
  send(subscribe(recording_id));
  return caught_up();
}

v1::CaughtUp Client::caught_up() {
  while (true) {
    const v1::ServerFrame frame = read();
    if (frame.has_caught_up()) return frame.caught_up();
  }
}

std::string Client::marking_of(unsigned short port, const std::string& interview_id) const {
  asio::io_context io;
  asio::ip::tcp::socket socket{io};
  socket.connect({asio::ip::address_v4::loopback(), port});
  http::request<http::empty_body> request{http::verb::get, "/api/interviews/" + interview_id, 11};
  request.set(http::field::host, "127.0.0.1:" + std::to_string(port));
  request.set(http::field::cookie, cookie_);
  http::write(socket, request);
  boost::beast::flat_buffer buffer;
  http::response<http::string_body> response;
  http::read(socket, buffer, response);
  v1::Interview interview;
  if (!google::protobuf::util::JsonStringToMessage(response.body(), &interview).ok()) {
    throw std::runtime_error("no interview: " + response.body());
  }
  for (const auto& recording : interview.recordings()) {
    if (recording.assessor().account_id() == account_id_) return recording.recording_id();
  }
  throw std::runtime_error("the interview has no marking of this assessor");
}

}  // namespace regard::hostile

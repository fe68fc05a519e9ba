#include "tests/crash/crash_client.hpp"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include "regard/v1/frame.pb.h"

namespace regard::crash {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Socket = websocket::stream<asio::ip::tcp::socket>;

constexpr std::uint64_t kMaxInFlight = 16;

v1::EventBody opening() {
  v1::EventBody body;
  auto& opened = *body.mutable_interview_opened();
  opened.set_title("Sous la charge");
  opened.set_block_code("B1");
  opened.set_channel(v1::CHANNEL_CHAT);
  opened.mutable_candidate()->set_login("lea.bernard");
  opened.add_assessors()->set_login("claire.martin");
  opened.mutable_interlocutor()->set_side(v1::INTERLOCUTOR_SIDE_EXTERNAL);
  return body;
}

v1::EventBody body_of(std::uint64_t client_seq) {
  v1::EventBody body;
  if (client_seq == 1) return opening();
  if (client_seq == 2) {
    body.mutable_participant_joined()->set_participant_id("candidate");
    body.mutable_participant_joined()->set_name("Léa Bernard");
  } else {
    body.mutable_chat_message()->set_participant_id("candidate");
    body.mutable_chat_message()->set_text("message " + std::to_string(client_seq));
  }
  return body;
}

void open(Socket& socket, unsigned short port, const std::string& token) {
  socket.next_layer().connect({asio::ip::address_v4::loopback(), port});
  socket.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
    request.set(beast::http::field::sec_websocket_protocol, "regard.v1");
    request.set(beast::http::field::authorization, "Bearer " + token);
  }));
  socket.handshake("127.0.0.1:" + std::to_string(port), "/ws");
  socket.binary(true);
}

}  // namespace

void CrashClient::run(unsigned short port, const std::string& token, std::atomic<std::uint64_t>& acknowledged) {
  asio::io_context io;
  Socket socket{io};
  beast::flat_buffer buffer;
  std::uint64_t sent_seq = acknowledged_seq_;
  try {
    open(socket, port, token);
    while (true) {
      for (; sent_seq < acknowledged_seq_ + kMaxInFlight; ++sent_seq) {
        v1::ClientFrame frame;
        auto& publish = *frame.mutable_publish();
        publish.set_recording_id(interview_id_);
        publish.set_client_id(client_id_);
        publish.set_client_seq(sent_seq + 1);
        *publish.mutable_body() = body_of(sent_seq + 1);
        socket.write(asio::buffer(frame.SerializeAsString()));
      }
      socket.read(buffer);
      v1::ServerFrame frame;
      frame.ParseFromArray(buffer.cdata().data(), static_cast<int>(buffer.size()));
      buffer.clear();
      if (!frame.has_ack()) continue;
      acknowledged += frame.ack().client_seq() - std::min(acknowledged_seq_, frame.ack().client_seq());
      acknowledged_seq_ = std::max(acknowledged_seq_, frame.ack().client_seq());
      sent_seq = std::max(sent_seq, acknowledged_seq_);
    }
  } catch (const boost::system::system_error&) {
    return;  // The server was killed: that is what the test is about.
  }
}

}  // namespace regard::crash

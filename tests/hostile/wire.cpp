#include "tests/hostile/wire.hpp"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <stdexcept>

#include "tests/bench/load/random_uuid.hpp"

namespace regard::hostile {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

constexpr const char* kDemoPassword = "regard-demonstration";

std::string host(unsigned short port) { return "127.0.0.1:" + std::to_string(port); }

// RFC 6455, section 5.2: 7 bits, or 126 and 16 bits, or 127 and 64 bits; with the bit that says "masked".
void append_length(std::size_t length, std::string& frame) {
  constexpr std::size_t kMasked = 0x80;
  constexpr std::size_t kShort = 125;
  std::size_t length_bytes = 0;
  if (length <= kShort) {
    frame.push_back(static_cast<char>(kMasked | length));
  } else if (length <= UINT16_MAX) {
    frame.push_back(static_cast<char>(kMasked | 126));
    length_bytes = 2;
  } else {
    frame.push_back(static_cast<char>(kMasked | 127));
    length_bytes = 8;
  }
  for (std::size_t i = length_bytes; i-- > 0;) frame.push_back(static_cast<char>(length >> (8 * i)));
}

}  // namespace

Response ask(unsigned short port, Request request) {
  asio::io_context io;
  asio::ip::tcp::socket socket{io};
  socket.connect({asio::ip::address_v4::loopback(), port});
  request.prepare_payload();
  http::write(socket, request);
  boost::beast::flat_buffer buffer;
  Response response;
  http::read(socket, buffer, response);
  return response;
}

std::string sign_in(unsigned short port, const std::string& login, const std::string& cookies) {
  Request request{http::verb::post, "/api/sign-in", 11};
  request.set(http::field::host, host(port));
  request.set(http::field::content_type, "application/json");
  if (!cookies.empty()) request.set(http::field::cookie, cookies);
  request.body() = R"({"login":")" + login + R"(","password":")" + kDemoPassword + R"("})";
  const auto response = ask(port, std::move(request));
  if (response.result() != http::status::ok) throw std::runtime_error("no sign-in: " + response.body());
  std::string given;
  for (const auto& field : response) {
    if (field.name() != http::field::set_cookie) continue;
    const std::string cookie{field.value()};
    given += (given.empty() ? "" : "; ") + cookie.substr(0, cookie.find(';'));
  }
  return given;
}

Answer get(unsigned short port, const std::string& path, const std::string& cookies) {
  Request request{http::verb::get, path, 11};
  request.set(http::field::host, host(port));
  request.set(http::field::cookie, cookies);
  const auto response = ask(port, std::move(request));
  return {response.result_int(), response.body()};
}

unsigned status_for_host(unsigned short port, const std::string& host) {
  Request request{http::verb::get, "/", 11};
  request.set(http::field::host, host);
  return ask(port, std::move(request)).result_int();
}

std::string guess(unsigned short port, const std::string& login) {
  const std::string body = R"({"login":")" + login + R"(","password":"password"})";
  return "POST /api/sign-in HTTP/1.1\r\nHost: " + host(port) + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string upgrade_request(unsigned short port, const std::string& credentials) {
  return "GET /ws HTTP/1.1\r\nHost: " + host(port) + "\r\nOrigin: http://" + host(port) +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: regard.v1\r\n" +
         credentials + "\r\n\r\n";
}

std::string message(std::string_view payload) {
  // Masking protects proxies from scripts, neither of which is here; a zero key masks nothing.
  constexpr std::array<char, 4> kMask{};
  constexpr char kFinalBinary = static_cast<char>(0x82);
  std::string frame{kFinalBinary};
  append_length(payload.size(), frame);
  frame.append(kMask.data(), kMask.size()).append(payload);
  return frame;
}

std::string message(const v1::ClientFrame& frame) { return message(frame.SerializeAsString()); }

std::string new_uuid() { return bench::random_uuid(); }

v1::ClientFrame subscribe(const std::string& recording_id) {
  v1::ClientFrame frame;
  frame.mutable_subscribe()->set_recording_id(recording_id);
  return frame;
}

v1::ClientFrame publish(const std::string& recording_id, const std::string& client_id, std::uint64_t client_seq,
                        const v1::EventBody& body) {
  v1::ClientFrame frame;
  frame.mutable_publish()->set_recording_id(recording_id);
  frame.mutable_publish()->set_client_id(client_id);
  frame.mutable_publish()->set_client_seq(client_seq);
  *frame.mutable_publish()->mutable_body() = body;
  return frame;
}

v1::EventBody opening(v1::Channel channel) {
  v1::EventBody body;
  auto& opened = *body.mutable_interview_opened();
  opened.set_title("Sous attaque");
  opened.set_block_code("B1");
  opened.set_channel(channel);
  opened.set_simulated(true);
  opened.mutable_candidate()->set_login("lea.bernard");
  opened.mutable_role_player()->set_login("nadia.benali");
  opened.add_assessors()->set_login("claire.martin");
  opened.add_assessors()->set_login("paul.durand");
  opened.mutable_interlocutor()->set_name("Mme Robert");
  opened.mutable_interlocutor()->set_side(v1::INTERLOCUTOR_SIDE_EXTERNAL);
  return body;
}

v1::EventBody joined(const std::string& participant_id, const std::string& account_id) {
  v1::EventBody body;
  body.mutable_participant_joined()->set_participant_id(participant_id);
  body.mutable_participant_joined()->set_account_id(account_id);
  body.mutable_participant_joined()->set_name(participant_id);
  return body;
}

v1::EventBody email(std::size_t characters) {
  v1::EventBody body;
  body.mutable_email_message()->set_participant_id("member");
  body.mutable_email_message()->set_from("adherent@example.org");
  body.mutable_email_message()->add_to("lea@example.org");
  body.mutable_email_message()->set_subject("Devis");
  body.mutable_email_message()->set_text(std::string(characters, 'x'));
  return body;
}

}  // namespace regard::hostile

// What arrives on the wire, byte by byte: everything that RFC 6455 forbids, and the limits of a message.
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <catch2/catch.hpp>

#include "gateway/http/resources/echo_handler.hpp"
#include "tests/gateway/support/running_server.hpp"
#include "tests/gateway/support/test_handler.hpp"

using namespace regard;
using namespace regard::tests;
namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

// First bytes of a frame: FIN, the reserved bits and the opcode.
enum First : std::uint8_t {
  kText = 0x81,
  kBinary = 0x82,
  kClose = 0x88,
  kPing = 0x89,
  kPong = 0x8A,
  kContinuation = 0x80
};
constexpr std::uint8_t kFin = 0x80;
constexpr std::uint8_t unfinished(std::uint8_t first) { return static_cast<std::uint8_t>(first & ~kFin); }

std::string big_endian(std::uint64_t number, std::size_t byte_count) {
  std::string bytes;
  while (byte_count-- > 0) bytes += static_cast<char>((number >> (8 * byte_count)) & 0xFFU);
  return bytes;
}

// How many bytes RFC 6455 gives to a length: 1, or 2 or 8 behind a marker.
std::size_t length_bytes_of(std::uint64_t length) {
  if (length < 126) return 1;
  return length <= 0xFFFF ? 2 : 8;
}

// A frame that announces `length` in a field of `length_bytes` (1, 2 or 8); its mask changes nothing.
std::string head(std::uint8_t first, std::uint64_t length, std::size_t length_bytes) {
  const std::string no_mask(4, '\0');
  if (length_bytes == 1) return big_endian(first, 1) + big_endian(0x80U | length, 1) + no_mask;
  const std::uint64_t marker = length_bytes == 2 ? 126 : 127;
  return big_endian(first, 1) + big_endian(0x80U | marker, 1) + big_endian(length, length_bytes) + no_mask;
}

std::string frame(std::uint8_t first, const std::string& payload) {
  return head(first, payload.size(), length_bytes_of(payload.size())) + payload;
}

std::string closing_with(std::uint16_t code, const std::string& reason = {}) {
  return frame(kClose, big_endian(code, 2) + reason);
}

// What the server said until it closed.
struct Heard {
  std::string messages;
  std::size_t pongs = 0;
  int close_code = 0;
};

asio::awaitable<std::uint64_t> read_number(asio::ip::tcp::socket& socket, std::size_t byte_count) {
  std::array<std::uint8_t, 8> bytes{};
  co_await asio::async_read(socket, asio::buffer(bytes.data(), byte_count), asio::use_awaitable);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < byte_count; ++i) number = number << 8U | bytes.at(i);
  co_return number;
}

// Opens a WebSocket, writes `bytes` and listens until the server's close frame.
asio::awaitable<Heard> converse(RunningServer& server, std::string bytes) {
  asio::ip::tcp::socket socket{server.io};
  co_await socket.async_connect(server.endpoint(), asio::use_awaitable);
  const std::string upgrade = "GET /echo HTTP/1.1\r\nHost: " + server.host() +
                              "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  co_await asio::async_write(socket, asio::buffer(upgrade), asio::use_awaitable);
  std::string answer;
  while (!answer.ends_with("\r\n\r\n")) answer += static_cast<char>(co_await read_number(socket, 1));
  if (!answer.starts_with("HTTP/1.1 101")) throw std::runtime_error(answer);

  // The server may have closed before it has read everything.
  error_code ignored;
  co_await asio::async_write(socket, asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, ignored));
  Heard heard;
  while (true) {
    const auto first = co_await read_number(socket, 1);
    std::uint64_t length = co_await read_number(socket, 1);
    if (length == 126) length = co_await read_number(socket, 2);
    if (length == 127) length = co_await read_number(socket, 8);
    if (first == kClose) {
      heard.close_code = length == 0 ? 1005 : static_cast<int>(co_await read_number(socket, 2));
      co_return heard;
    }
    std::string payload(length, '\0');
    co_await asio::async_read(socket, asio::buffer(payload), asio::use_awaitable);
    if (first == kPong) {
      ++heard.pongs;
    } else {
      heard.messages += payload;
    }
  }
}

struct Abuse {
  const char* what;
  std::string bytes;
  int close_code;
};

const std::vector<Abuse>& abuses() {
  static const std::vector<Abuse> all{
      {"a frame without a mask", std::string("\x81\x02hi"), 1002},
      {"reserved bit 1, which no extension has claimed", frame(kText | 0x40U, "hi"), 1002},
      {"reserved bit 2", frame(kText | 0x20U, "hi"), 1002},
      {"reserved bit 3", frame(kText | 0x10U, "hi"), 1002},
      {"a reserved data opcode", frame(kFin | 0x3U, "hi"), 1002},
      {"a reserved control opcode", frame(kFin | 0xBU, "hi"), 1002},
      {"a ping in fragments", frame(unfinished(kPing), "hi"), 1002},
      {"a close in fragments", frame(unfinished(kClose), big_endian(1000, 2)), 1002},
      {"a ping of more than 125 bytes", frame(kPing, std::string(126, 'x')), 1002},
      {"a close of more than 125 bytes", closing_with(1000, std::string(124, 'x')), 1002},
      {"a continuation of nothing", frame(kContinuation, "hi"), 1002},
      {"a message within another's fragments", frame(unfinished(kText), "h") + frame(kText, "i"), 1002},
      {"a short length in two bytes", head(kBinary, 5, 2) + "hello", 1002},
      {"a short length in eight bytes", head(kBinary, 5, 8) + "hello", 1002},
      {"a length with its top bit set", head(kBinary, std::uint64_t{1} << 63U, 8), 1009},
      {"the greatest length there is", head(kBinary, ~std::uint64_t{0}, 8), 1009},
      {"text that is not UTF-8", frame(kText, "\xff\xfe"), 1007},
      {"an overlong form", frame(kText, "\xc0\xaf"), 1007},
      {"half a surrogate pair", frame(kText, "\xed\xa0\x80"), 1007},
      {"a character beyond Unicode", frame(kText, "\xf4\x90\x80\x80"), 1007},
      {"text that ends within a character", frame(kText, "\xe2\x82"), 1007},
      {"a character that breaks between fragments",
       frame(unfinished(kText), "\xe2") + frame(unfinished(kContinuation), "("), 1007},
      {"a close of one byte", frame(kClose, "\x03"), 1002},
      {"a close whose reason is not UTF-8", closing_with(1000, "\xff"), 1002},
      {"close code 0", closing_with(0), 1002},
      {"close code 999", closing_with(999), 1002},
      {"close code 1004, reserved", closing_with(1004), 1002},
      {"close code 1005, never sent", closing_with(1005), 1002},
      {"close code 1006, never sent", closing_with(1006), 1002},
      {"close code 1015, never sent", closing_with(1015), 1002},
      {"close code 2999, nobody's", closing_with(2999), 1002},
  };
  return all;
}

// A server that sends back everything up to `kLimit`.
constexpr std::size_t kLimit = std::size_t{256} * 1024;
class EchoServer {
 public:
  EchoServer() { handler_.by_path["/echo"] = websocket<gateway::EchoHandler>(kLimit); }
  Heard hear(const std::string& bytes) { return server_.run(converse(server_, bytes)); }

 private:
  TestHandler handler_;
  RunningServer server_{handler_};
};

}  // namespace

TEST_CASE("what RFC 6455 forbids on the wire closes the connection with the code it demands") {
  EchoServer server;
  for (const Abuse& abuse : abuses()) {
    INFO(abuse.what);
    CHECK(server.hear(abuse.bytes).close_code == abuse.close_code);
  }
}

TEST_CASE("a proper close is answered with its own code") {
  EchoServer server;
  for (const int code : {1000, 1001, 1011, 3000, 4999}) {
    CHECK(server.hear(closing_with(static_cast<std::uint16_t>(code), "à bientôt")).close_code == code);
  }
}

TEST_CASE("a message may come in many fragments, cut within a character, with pings between them") {
  EchoServer server;
  std::string bytes = frame(unfinished(kText), "") + frame(unfinished(kContinuation), "12 \xe2");
  for (int i = 0; i < 1'000; ++i) bytes += frame(kPing, "?") + frame(unfinished(kContinuation), "");
  bytes += frame(kContinuation, "\x82\xac") + closing_with(1000);
  const Heard heard = server.hear(bytes);
  CHECK(heard.messages == "12 €");
  CHECK(heard.pongs == 1'000);
  CHECK(heard.close_code == 1000);
}

TEST_CASE("a message of exactly the limit is heard, one byte more closes with 1009, in one frame or in two") {
  EchoServer server;
  const std::string half(kLimit / 2, ' ');
  const auto ended = [](const std::string& message) { return message + closing_with(1000); };
  const Heard whole = server.hear(ended(frame(kText, half + half)));
  CHECK(whole.close_code == 1000);
  CHECK(whole.messages == half + half);
  const std::string first_half = frame(unfinished(kText), half);
  CHECK(server.hear(ended(first_half + frame(kContinuation, half))).close_code == 1000);
  CHECK(server.hear(ended(frame(kText, half + half + ' '))).close_code == 1009);
  CHECK(server.hear(ended(first_half + frame(kContinuation, half + ' '))).close_code == 1009);
}

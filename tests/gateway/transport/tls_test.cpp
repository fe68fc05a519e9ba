// HTTP and WebSockets under TLS, from a client of its own.
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <future>

#include "gateway/http/resources/echo_handler.hpp"
#include "tests/gateway/support/certificate.hpp"
#include "tests/gateway/support/test_handler.hpp"
#include "tests/gateway/support/tls_client.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

namespace asio = boost::asio;

class TlsServer {
 public:
  TlsServer() {
    handler_.by_path["/"] = text("here");
    handler_.by_path["/echo"] = websocket<gateway::EchoHandler>(1024);
  }

  // Steps the server while `work` is done on another thread.
  template <typename Work>
  auto beside(Work work) {
    auto done = std::async(std::launch::async, work);
    running.run_until([&] { return done.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
    return done.get();
  }

 private:
  static gateway::TlsCertificate load(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    write_certificate(certificate, key, "first");
    return gateway::TlsCertificate::load({certificate, key}).value();
  }

  TemporaryDirectory temporary_;
  TestHandler handler_;

 public:
  const std::filesystem::path certificate_file = temporary_.path() / "certificate.pem";
  const std::filesystem::path key_file = temporary_.path() / "key.pem";
  gateway::TlsCertificate certificate = load(certificate_file, key_file);
  RunningServer running{handler_, {}, [] {}, {.certificate = &certificate}};
};

std::string echo(unsigned short port, const std::string& text) {
  asio::io_context io;
  asio::ssl::context context{asio::ssl::context::tls_client};
  boost::beast::websocket::stream<asio::ssl::stream<asio::ip::tcp::socket>> socket{io, context};
  boost::beast::get_lowest_layer(socket).connect({asio::ip::address_v4::loopback(), port});
  socket.next_layer().handshake(asio::ssl::stream_base::client);
  socket.handshake("127.0.0.1:" + std::to_string(port), "/echo");
  socket.write(asio::buffer(text));
  boost::beast::flat_buffer buffer;
  socket.read(buffer);
  socket.close(boost::beast::websocket::close_code::normal);
  return boost::beast::buffers_to_string(buffer.data());
}

}  // namespace

TEST_CASE("requests are answered under TLS") {
  TlsServer server;
  const auto answer = ask_under_tls(server.running, get("/"));
  REQUIRE(answer);
  CHECK(answer->response.body() == "here");
}

TEST_CASE("a WebSocket speaks under TLS, and is closed properly") {
  TlsServer server;
  const unsigned short port = server.running.server.port();
  CHECK(server.beside([port] { return echo(port, "Bonjour"); }) == "Bonjour");
}

TEST_CASE("protocols before TLS 1.2 are refused") {
  TlsServer server;
  CHECK(ask_under_tls(server.running, get("/"), TLS1_2_VERSION));
  CHECK_FALSE(ask_under_tls(server.running, get("/"), TLS1_1_VERSION));
}

TEST_CASE("whoever speaks no TLS is sent away, and the next one served") {
  TlsServer server;
  CHECK(ask_raw(server.running, "GET / HTTP/1.1\r\nHost: here\r\n\r\n").find("HTTP/1.1 200") == std::string::npos);
  CHECK(ask_under_tls(server.running, get("/")));
}

TEST_CASE("a certificate that is replaced is used from then on") {
  TlsServer server;
  server.certificate.refresh(0);
  CHECK(ask_under_tls(server.running, get("/"))->certificate_name == "first");
  write_certificate(server.certificate_file, server.key_file, "the second");
  server.certificate.refresh(0);
  CHECK(ask_under_tls(server.running, get("/"))->certificate_name == "the second");
}

TEST_CASE("a certificate that could not be read is tried again, though its time and size are the same") {
  TlsServer server;
  write_certificate(server.certificate_file, server.key_file, "the second");
  const std::filesystem::path good = server.certificate_file.string() + ".good";
  std::filesystem::rename(server.certificate_file, good);
  std::ofstream(server.certificate_file) << std::string(std::filesystem::file_size(good), '?');
  const auto time = std::filesystem::last_write_time(server.certificate_file);
  server.certificate.refresh(0);
  std::filesystem::rename(good, server.certificate_file);
  std::filesystem::last_write_time(server.certificate_file, time);
  server.certificate.refresh(0);
  CHECK(ask_under_tls(server.running, get("/"))->certificate_name == "the second");
}

TEST_CASE("a certificate whose key is not there yet waits for it, while the one before goes on") {
  TlsServer server;
  const auto later_key = server.key_file.string() + ".later";
  write_certificate(server.certificate_file, later_key, "the second");
  server.certificate.refresh(0);
  CHECK(ask_under_tls(server.running, get("/"))->certificate_name == "first");
  std::filesystem::rename(later_key, server.key_file);
  server.certificate.refresh(0);
  CHECK(ask_under_tls(server.running, get("/"))->certificate_name == "the second");
}

TEST_CASE("peers that say nothing, or begin a handshake and do not go on, keep out nobody") {
  TlsServer server;
  const std::string said = GENERATE("", "\x16");
  const std::string network = GENERATE("127.0.0.1", "127.0.0.2");
  std::vector<asio::ip::tcp::socket> stalled;
  for (std::size_t i = 0; i < (said.empty() ? 10 : 2) * gateway::limits::kHandshakesANetwork; ++i) {
    auto& socket = stalled.emplace_back(server.running.io);
    socket.open(asio::ip::tcp::v4());
    socket.bind({asio::ip::make_address(network), 0});
    socket.connect(server.running.endpoint());
    asio::write(socket, asio::buffer(said));
  }
  CHECK(ask_under_tls(server.running, get("/")));
}

#include "tests/gateway/support/tls_client.hpp"

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/beast/ssl.hpp>
#include <future>

namespace regard::tests {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

std::string name_of(SSL* connection) {
  std::unique_ptr<X509, decltype(&X509_free)> certificate{SSL_get1_peer_certificate(connection), &X509_free};
  std::array<char, 128> name{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(),
                            static_cast<int>(name.size()));
  return name.data();
}

}  // namespace

std::optional<TlsAnswer> ask_under_tls(unsigned short port, ClientRequest request, int max_version) {
  asio::io_context io;
  asio::ssl::context context{asio::ssl::context::tls_client};
  // Whatever is refused is refused by the server.
  SSL_CTX_set_min_proto_version(context.native_handle(), 0);
  SSL_CTX_set_security_level(context.native_handle(), 0);
  SSL_CTX_set_cipher_list(context.native_handle(), "ALL");
  SSL_CTX_set_max_proto_version(context.native_handle(), max_version);
  asio::ssl::stream<asio::ip::tcp::socket> stream{io, context};
  stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
  boost::system::error_code refused;
  stream.handshake(asio::ssl::stream_base::client, refused);
  if (refused) return std::nullopt;
  if (request[field::host].empty()) request.set(field::host, "127.0.0.1:" + std::to_string(port));
  request.prepare_payload();
  beast::http::write(stream, request);
  beast::flat_buffer buffer;
  TlsAnswer answer;
  beast::http::read(stream, buffer, answer.response);
  answer.certificate_name = name_of(stream.native_handle());
  return answer;
}

std::optional<TlsAnswer> ask_under_tls(RunningServer& server, const ClientRequest& request, int max_version) {
  const unsigned short port = server.server.port();
  auto asked = std::async(std::launch::async, [&] { return ask_under_tls(port, request, max_version); });
  server.run_until([&] { return asked.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  return asked.get();
}

}  // namespace regard::tests

#include "gateway/commands/control.hpp"

#include <google/protobuf/util/json_util.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <utility>

#include "gateway/commands/machine_owner.hpp"
#include "gateway/http/waiting.hpp"

namespace regard::gateway {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageToJsonString;

// Names and hashes: some hundred bytes. A list of ten thousand accounts is an answer, not a request.
constexpr std::size_t kMaxRequestBytes = std::size_t{16} * 1024;
// The command is a program on the same machine: it has written its line before it is waited for.
constexpr std::chrono::seconds kRequestWait{5};

std::string line_of(const google::protobuf::Message& message) {
  std::string json;
  // Fails for bytes that are no UTF-8 alone; then an empty line says that something is wrong.
  (void)MessageToJsonString(message, &json);
  return json + "\n";
}

// Who asks; nothing unless it is somebody who may.
std::optional<uid_t> trusted_user(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return std::nullopt;
  const bool may_ask = peer.uid == geteuid() || peer.uid == 0;
  return may_ask ? std::optional(peer.uid) : std::nullopt;
}

}  // namespace

ControlServer::~ControlServer() {
  if (path_.empty()) return;
  std::error_code ignored;  // A socket that nobody listens at is replaced by the next server.
  std::filesystem::remove(path_, ignored);
}

std::expected<void, std::string> ControlServer::listen(const std::filesystem::path& path) {
  std::error_code ignored;  // What cannot be removed cannot be bound either.
  std::filesystem::remove(path, ignored);
  error_code error;
  Protocol::endpoint endpoint;
  try {
    endpoint = Protocol::endpoint(path.string());
  } catch (const boost::system::system_error& too_long) {
    return std::unexpected("the path " + path.string() + " is too long for a socket");
  }
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return std::unexpected("cannot listen at " + path.string() + ": " + error.message());
  path_ = path;
  asio::co_spawn(io_.get_executor(), serve_all(), asio::detached);
  return {};
}

Awaitable<void> ControlServer::serve_all() {
  while (true) {
    Socket socket{io_.get_executor()};
    error_code error;
    co_await acceptor_.async_accept(socket, asio::redirect_error(use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (!error) co_await serve(std::move(socket));
  }
}

Awaitable<void> ControlServer::serve(Socket socket) {
  const auto user_id = trusted_user(socket.native_handle());
  if (!user_id) co_return;
  Timer deadline{io_.get_executor(), kRequestWait};
  deadline.async_wait([&socket](error_code cancelled) {
    if (!cancelled) socket.close();
  });
  std::string line;
  error_code error;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(line, kMaxRequestBytes), '\n',
                                  asio::redirect_error(use_awaitable, error));
  deadline.cancel();
  if (error) co_return;
  v1::AdministrationRequest request;
  v1::AdministrationAnswer answer = refusal("the request cannot be read: the command is of another version");
  if (JsonStringToMessage(line, &request).ok()) {
    spdlog::info("an administrator asks: {} {}", words_for(request), request.login());
    answer = co_await wait_for<v1::AdministrationAnswer>(
        [&](auto done) { administration_.run(request, machine_owner(*user_id), std::move(done)); });
  }
  const std::string out = line_of(answer);
  co_await asio::async_write(socket, asio::buffer(out), asio::redirect_error(use_awaitable, error));
}

std::optional<v1::AdministrationAnswer> ask_running_server(const std::filesystem::path& path,
                                                           const v1::AdministrationRequest& request) {
  asio::io_context io;
  asio::local::stream_protocol::socket socket{io};
  error_code error;
  if (!std::filesystem::exists(path)) return std::nullopt;
  socket.connect(path.string(), error);
  if (error == asio::error::connection_refused) return std::nullopt;  // Left there by a server that has ended.
  if (error) return refusal("the server that runs cannot be asked: " + error.message());
  asio::write(socket, asio::buffer(line_of(request)), error);
  std::string line;
  if (!error) asio::read_until(socket, asio::dynamic_buffer(line), '\n', error);
  v1::AdministrationAnswer answer;
  if (!error && JsonStringToMessage(line, &answer).ok()) return answer;
  return refusal("the server that runs has not answered" + (error ? ": " + error.message() : std::string{}));
}

}  // namespace regard::gateway

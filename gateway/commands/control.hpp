#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "gateway/accounts/administration.hpp"
#include "gateway/transport/coroutine.hpp"

namespace regard::gateway {

// Takes what `regard-server account ...` asks of the server that runs, through a Unix socket in the data directory: one
// request after the other, from the server's own user and root alone. Thread: the io_context's.
class ControlServer {
 public:
  // All must outlive this object.
  ControlServer(boost::asio::io_context& io, Administration& administration)
      : io_(io), administration_(administration), acceptor_(io.get_executor()) {}
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  // Requires: no other server uses the data directory. A socket that an earlier one has left there is replaced.
  [[nodiscard]] std::expected<void, std::string> listen(const std::filesystem::path& path);

 private:
  using Protocol = boost::asio::local::stream_protocol;
  using Socket = boost::asio::basic_stream_socket<Protocol, Executor>;

  Awaitable<void> serve_all();
  Awaitable<void> serve(Socket socket);

  boost::asio::io_context& io_;
  Administration& administration_;
  boost::asio::basic_socket_acceptor<Protocol, Executor> acceptor_;
  std::filesystem::path path_;
};

// Asks the server that runs on the data directory; nothing when none does.
[[nodiscard]] std::optional<v1::AdministrationAnswer> ask_running_server(const std::filesystem::path& path,
                                                                         const v1::AdministrationRequest& request);

}  // namespace regard::gateway

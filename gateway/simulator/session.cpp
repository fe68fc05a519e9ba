#include "gateway/simulator/session.hpp"

#include <chrono>
#include <iostream>
#include <utility>

#include "gateway/simulator/limits.hpp"

namespace regard::simulator {
namespace {

namespace close_status = websocketpp::close::status;

constexpr const char* kSubprotocol = "regard.v1";

Moment now() {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count(),
          duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

// After these the same would happen again: the two sides do not speak the same protocol.
bool is_protocol_close(unsigned code) {
  return code == close_status::protocol_error || code == close_status::unsupported_data ||
         code == close_status::invalid_payload || code == close_status::message_too_big;
}

// Refused now, perhaps not later: too many requests, a server that is starting or stopping.
bool is_passing(int http_status) { return http_status == 429 || http_status >= 500; }

}  // namespace

Session::Session(WebSocketClient& client, const ServerAddress& server, InterviewRun run, Done done)
    : client_(client), server_(server), run_(std::move(run)), done_(std::move(done)), timer_(client.get_io_service()) {}

template <typename Handler>
auto Session::only_while_current(const Connection& connection, Handler handler) {
  return [weak_self = weak_from_this(), weak_connection = std::weak_ptr(connection), handler](auto&&... arguments) {
    const auto self = weak_self.lock();
    const auto current = weak_connection.lock();
    if (!self || !current || self->connection_ != current) return;
    handler(*self, *current, std::forward<decltype(arguments)>(arguments)...);
    self->pump();
  };
}

void Session::hang_up(const std::string& reason) {
  run_.hang_up(now(), reason);
  pump();
}

void Session::give_up(const std::string& why) {
  run_.fail(InterviewRun::Phase::kUnreachable, why);
  pump();
}

void Session::pump() {
  if (!done_) return;
  for (const auto& frame : run_.due_frames(now())) send(frame);
  if (run_.phase() == InterviewRun::Phase::kWaiting && connection_) drop_connection();
  if (run_.wants_connection(now())) connect();
  if (run_.is_over()) return finish();
  tell_problem();
  sleep();
}

void Session::tell_problem() {
  if (run_.problem() == told_problem_) return;
  told_problem_ = run_.problem();
  if (!told_problem_.empty()) std::cerr << "regard-simulator: " << told_problem_ << "; trying again\n";
}

void Session::connect() {
  websocketpp::lib::error_code error;
  const Connection connection = client_.get_connection(server_.url, error);
  if (error) return run_.fail(InterviewRun::Phase::kRefused, server_.url + ": " + error.message());
  connection_ = connection;
  connection->add_subprotocol(kSubprotocol);
  connection->append_header("Authorization", "Bearer " + server_.token);
  connection->set_max_message_size(limits::kReceivedMessageMaxBytes);
  using Handle = websocketpp::connection_hdl;
  using Socket = WebSocketClient::connection_type;
  connection->set_open_handler(
      only_while_current(connection, [](Session& self, Socket&, const Handle&) { self.on_open(); }));
  connection->set_message_handler(only_while_current(
      connection, [](Session& self, Socket&, const Handle&, const WebSocketClient::message_ptr& message) {
        self.on_message(message->get_payload(), message->get_opcode() == websocketpp::frame::opcode::binary);
      }));
  connection->set_fail_handler(only_while_current(connection, [](Session& self, Socket& socket, const Handle&) {
    self.on_failed_handshake(static_cast<int>(socket.get_response_code()));
  }));
  connection->set_close_handler(only_while_current(connection, [](Session& self, Socket& socket, const Handle&) {
    self.on_close(socket.get_remote_close_code(), socket.get_remote_close_reason());
  }));
  run_.connecting();
  client_.connect(connection);
}

void Session::on_open() {
  // WebSocket++ fills get_subprotocol() on servers only.
  if (connection_->get_response_header("Sec-WebSocket-Protocol") != kSubprotocol) {
    return run_.fail(InterviewRun::Phase::kRefused, "the server does not speak " + std::string(kSubprotocol));
  }
  // Small frames that are waited for: without it each may be delayed by 40 ms.
  boost::system::error_code ignored_only_slower;
  (void)connection_->get_raw_socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored_only_slower);
  run_.connected(now());
}

void Session::on_message(const std::string& payload, bool is_binary) {
  v1::ServerFrame frame;
  if (!is_binary || !frame.ParseFromString(payload)) {
    return run_.fail(InterviewRun::Phase::kRefused, "the server sent something that is not a frame");
  }
  run_.received(now(), frame);
}

void Session::on_failed_handshake(int http_status) {
  connection_.reset();
  // WebSocket++ gives no reason for a failed connect.
  if (http_status == 0) return run_.disconnected(now(), server_.url + " cannot be reached");
  const std::string why = server_.url + " answers HTTP " + std::to_string(http_status);
  if (http_status == 401) return run_.fail(InterviewRun::Phase::kUnauthorised, why + ": the token is not accepted");
  if (is_passing(http_status)) return run_.disconnected(now(), why);
  run_.fail(InterviewRun::Phase::kRefused, why);
}

void Session::on_close(unsigned code, const std::string& reason) {
  connection_.reset();
  const std::string why = "connection closed (" + std::to_string(code) + (reason.empty() ? "" : " " + reason) + ")";
  if (is_protocol_close(code)) return run_.fail(InterviewRun::Phase::kRefused, why);
  run_.disconnected(now(), why);
}

void Session::send(const v1::ClientFrame& frame) {
  if (!connection_) return;
  // A failure shows as a close, which tells the run.
  websocketpp::lib::error_code told_by_close =
      connection_->send(frame.SerializeAsString(), websocketpp::frame::opcode::binary);
  static_cast<void>(told_by_close);
}

void Session::drop_connection() {
  const Connection dropped = std::exchange(connection_, nullptr);
  // Fails when it is closed already, which is what is wanted; an unanswered close is ended by WebSocket++ after 5 s.
  websocketpp::lib::error_code already_closed;
  dropped->close(close_status::normal, "", already_closed);
}

void Session::finish() {
  timer_.cancel();
  if (connection_) drop_connection();
  std::exchange(done_, nullptr)(run_);
}

void Session::sleep() {
  const auto wake_at_ms = run_.wake_at_ms();
  if (!wake_at_ms) {
    timer_.cancel();
    return;
  }
  timer_.expires_at(std::chrono::steady_clock::time_point(std::chrono::milliseconds(*wake_at_ms)));
  timer_.async_wait([weak_self = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak_self.lock();
    if (self && !error) self->pump();
  });
}

}  // namespace regard::simulator

#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "gateway/simulator/interview_run.hpp"
#include "gateway/simulator/websocket.hpp"

namespace regard::simulator {

// Gives one InterviewRun its WebSocket and its timer. All calls on the thread of the client's io_context.
class Session : public std::enable_shared_from_this<Session> {
 public:
  // Called once, when the run is over.
  using Done = std::function<void(const InterviewRun&)>;

  // The client and the address must outlive the session.
  Session(WebSocketClient& client, const ServerAddress& server, InterviewRun run, Done done);

  void start() { pump(); }
  void hang_up(const std::string& reason);
  void give_up(const std::string& why);

 private:
  using Connection = WebSocketClient::connection_ptr;

  // Does whatever the run now wants.
  void pump();
  void tell_problem();
  void connect();
  void on_open();
  void on_message(const std::string& payload, bool is_binary);
  // http_status is 0 when the server did not answer.
  void on_failed_handshake(int http_status);
  void on_close(unsigned code, const std::string& reason);
  void send(const v1::ClientFrame& frame);
  void drop_connection();
  void finish();
  void sleep();
  // Wraps a handler so that it runs only while `connection` is the present one.
  template <typename Handler>
  auto only_while_current(const Connection& connection, Handler handler);

  WebSocketClient& client_;
  const ServerAddress& server_;
  InterviewRun run_;
  Done done_;
  boost::asio::steady_timer timer_;
  // Null while there is none.
  Connection connection_;
  std::string told_problem_;
};

}  // namespace regard::simulator

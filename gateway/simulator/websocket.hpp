#pragma once

// The one place that configures WebSocket++; it is slow to compile, so few files include it.
#include <memory>
#include <string>
#include <websocketpp/client.hpp>
#include <websocketpp/config/asio_no_tls_client.hpp>

namespace regard::simulator {

struct WebSocketConfig : websocketpp::config::asio_client {
  // One thread runs everything.
  static const bool enable_multithreading = false;
};

using WebSocketClient = websocketpp::client<WebSocketConfig>;

// Where the server is and how to sign in.
struct ServerAddress {
  // ws://HOST:PORT/ws
  std::string url;
  std::string token;
};

}  // namespace regard::simulator

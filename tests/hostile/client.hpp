#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstdint>
#include <map>
#include <string>

#include "regard/v1/frame.pb.h"
#include "tests/hostile/wire.hpp"

namespace regard::hostile {

// Somebody who behaves: publishes one event after the other and waits for each to be kept. Throws when the server does
// not do its part. One thread at a time.
class Client {
 public:
  // A person, who signs in, with the cookies of an earlier time if there was one; or a program, with its token.
  Client(unsigned short port, const std::string& login, const std::string& cookies = {});
  struct Token {
    std::string value;
  };
  Client(unsigned short port, const Token& token);

  // Says it, and waits for nothing.
  void send(const v1::ClientFrame& frame);
  // Says it so many times; returns when all of it is acknowledged, with the last acknowledgement.
  v1::Ack publish(const std::string& recording_id, const v1::EventBody& body, std::size_t times = 1);
  // Follows the recording from its beginning, again if it was followed; returns when all of it has come.
  v1::CaughtUp replay(const std::string& recording_id);
  // Waits for the next one.
  v1::CaughtUp caught_up();
  // The id of the account's own marking of the interview.
  [[nodiscard]] std::string marking_of(unsigned short port, const std::string& interview_id) const;
  [[nodiscard]] const std::string& account_id() const { return account_id_; }

 private:
  void open(unsigned short port, boost::beast::http::field credentials, const std::string& value);
  [[nodiscard]] v1::ServerFrame read();

  std::string cookie_;
  std::string account_id_;
  boost::asio::io_context io_;
  boost::beast::websocket::stream<boost::asio::ip::tcp::socket> socket_{io_};
  boost::beast::flat_buffer buffer_;
  std::string client_id_ = new_uuid();
  std::map<std::string, std::uint64_t> client_seqs_;
};

}  // namespace regard::hostile

#pragma once

#include <boost/beast/http.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "regard/v1/frame.pb.h"

// Bytes as a client of our own puts them on the wire, without asking a library whether they are sensible.
namespace regard::hostile {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using Response = boost::beast::http::response<boost::beast::http::string_body>;
// On a connection of its own.
[[nodiscard]] Response ask(unsigned short port, Request request);

// POST /api/sign-in, with the cookies of an earlier time if there was one; those that are sent back from then on.
// Throws when the server refuses.
[[nodiscard]] std::string sign_in(unsigned short port, const std::string& login, const std::string& cookies = {});

struct Answer {
  unsigned status = 0;
  std::string body;
};
// GET with these cookies.
[[nodiscard]] Answer get(unsigned short port, const std::string& path, const std::string& cookies);

// The status of GET / with this Host.
[[nodiscard]] unsigned status_for_host(unsigned short port, const std::string& host);

// The request that tries a password for a login.
[[nodiscard]] std::string guess(unsigned short port, const std::string& login);

// The request that opens the WebSocket with these credentials: a field of the head, such as "Cookie: ...".
[[nodiscard]] std::string upgrade_request(unsigned short port, const std::string& credentials);

// One masked binary message (RFC 6455, section 5.2).
[[nodiscard]] std::string message(std::string_view payload);
[[nodiscard]] std::string message(const v1::ClientFrame& frame);

[[nodiscard]] std::string new_uuid();
[[nodiscard]] v1::ClientFrame subscribe(const std::string& recording_id);
[[nodiscard]] v1::ClientFrame publish(const std::string& recording_id, const std::string& client_id,
                                      std::uint64_t client_seq, const v1::EventBody& body);
// An interview of Léa Bernard's, with both assessors of the demonstration.
[[nodiscard]] v1::EventBody opening(v1::Channel channel);
// Somebody with an account, or who is played by the platform.
[[nodiscard]] v1::EventBody joined(const std::string& participant_id, const std::string& account_id);
// Of the participant "member".
[[nodiscard]] v1::EventBody email(std::size_t characters);

}  // namespace regard::hostile

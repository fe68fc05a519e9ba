// The whole server on real sockets, its io_context stepped by hand on the test's own thread.
#include "gateway/transport/server.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <catch2/catch.hpp>

#include "gateway/accounts/limits.hpp"
#include "gateway/live/limits.hpp"
#include "gateway/transport/limits.hpp"
#include "tests/gateway/support/server_world.hpp"

using namespace regard;
using namespace regard::tests;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

namespace {

gateway::Request request(http::verb verb, const std::string& target, const std::string& body = {}) {
  gateway::Request out{verb, target, 11};
  out.body() = body;
  return out;
}

asio::awaitable<gateway::Response> exchange(ServerWorld& world, gateway::Request out) {
  beast::tcp_stream stream{world.io};
  co_await stream.async_connect(world.endpoint(), asio::use_awaitable);
  out.set(http::field::host, world.host());
  out.prepare_payload();
  co_await http::async_write(stream, out, asio::use_awaitable);
  beast::flat_buffer buffer;
  gateway::Response response;
  co_await http::async_read(stream, buffer, response, asio::use_awaitable);
  co_return response;
}

gateway::Response ask(ServerWorld& world, gateway::Request out) { return world.run(exchange(world, std::move(out))); }

// The cookie of somebody who has signed in, as it is sent back.
std::string sign_in(ServerWorld& world, const std::string& login) {
  const auto response = ask(world, request(http::verb::post, "/api/sign-in",
                                           R"({"login":")" + login + R"(","password":")" + kPassword + R"("})"));
  REQUIRE(response.result() == http::status::ok);
  const std::string cookie{response[http::field::set_cookie]};
  CHECK(cookie.find("HttpOnly") != std::string::npos);
  CHECK(cookie.find("SameSite=Strict") != std::string::npos);
  return cookie.substr(0, cookie.find(';'));
}

gateway::Response ask_as(ServerWorld& world, const std::string& cookie, const std::string& target) {
  auto out = request(http::verb::get, target);
  out.set(http::field::cookie, cookie);
  return ask(world, std::move(out));
}

using Socket = websocket::stream<beast::tcp_stream>;

struct Upgrade {
  std::string path = "/ws";
  std::string subprotocol = "regard.v1";
  std::string authorization{};
  std::string cookie{};
  std::string origin{};
};

struct Opened {
  std::unique_ptr<Socket> socket;
  int status = 0;
};

asio::awaitable<Opened> open_socket(ServerWorld& world, Upgrade upgrade) {
  auto socket = std::make_unique<Socket>(world.io);
  co_await socket->next_layer().async_connect(world.endpoint(), asio::use_awaitable);
  socket->set_option(websocket::stream_base::decorator([upgrade](websocket::request_type& out) {
    if (!upgrade.subprotocol.empty()) out.set(http::field::sec_websocket_protocol, upgrade.subprotocol);
    if (!upgrade.authorization.empty()) out.set(http::field::authorization, upgrade.authorization);
    if (!upgrade.cookie.empty()) out.set(http::field::cookie, upgrade.cookie);
    if (!upgrade.origin.empty()) out.set(http::field::origin, upgrade.origin);
  }));
  websocket::response_type response;
  error_code refused;
  co_await socket->async_handshake(response, world.host(), upgrade.path,
                                   asio::redirect_error(asio::use_awaitable, refused));
  co_return Opened{std::move(socket), static_cast<int>(response.result_int())};
}

Upgrade as_platform() { return {.authorization = std::string("Bearer ") + kToken}; }

asio::awaitable<std::string> read_message(Socket& socket) {
  beast::flat_buffer buffer;
  co_await socket.async_read(buffer, asio::use_awaitable);
  const auto bytes = buffer.cdata();
  co_return std::string(static_cast<const char*>(bytes.data()), bytes.size());
}

asio::awaitable<bool> write_message(Socket& socket, std::string bytes, bool is_text) {
  socket.text(is_text);
  co_await socket.async_write(asio::buffer(bytes), asio::use_awaitable);
  co_return true;
}

// Reads until the peer closes; the code of its close frame.
asio::awaitable<int> read_close(Socket& socket) {
  beast::flat_buffer buffer;
  error_code error;
  while (!error) {
    co_await socket.async_read(buffer, asio::redirect_error(asio::use_awaitable, error));
    buffer.clear();
  }
  co_return static_cast<int>(socket.reason().code);
}

v1::ServerFrame parse(const std::string& bytes) {
  v1::ServerFrame frame;
  REQUIRE(frame.ParseFromString(bytes));
  return frame;
}

}  // namespace

TEST_CASE("the port that is in use is named") {
  ServerWorld world;
  gateway::Server second(world.io, world.site());
  const auto listening = second.listen("127.0.0.1", world.endpoint().port());
  REQUIRE_FALSE(listening);
  CHECK(listening.error() == world.host() + " is in use by another program");
}

TEST_CASE("an event goes through the real socket to the disk and back") {
  ServerWorld world;
  auto opened = world.run(open_socket(world, as_platform()));
  REQUIRE(opened.status == 101);
  CHECK(parse(world.run(read_message(*opened.socket))).welcome().name() == "platform");
  const auto frame =
      publish("6f1d2c3b-0000-4000-8000-000000000001", "6f1d2c3b-0000-4000-8000-000000000002", 1, opening());
  world.run(write_message(*opened.socket, frame.SerializeAsString(), false));
  CHECK(parse(world.run(read_message(*opened.socket))).ack().client_seq() == 1);
}

TEST_CASE("the JSON subprotocol is chosen when it is asked for") {
  ServerWorld world;
  auto upgrade = as_platform();
  upgrade.subprotocol = "chat, regard.v1+json";
  auto opened = world.run(open_socket(world, upgrade));
  REQUIRE(opened.status == 101);
  CHECK(world.run(read_message(*opened.socket)).starts_with("{\"welcome\":"));
}

TEST_CASE("the WebSocket is refused without a sign-in, from a foreign page, and without a common subprotocol") {
  ServerWorld world;
  const std::string cookie = sign_in(world, "alice");
  const auto status_of = [&](Upgrade upgrade) { return world.run(open_socket(world, upgrade)).status; };
  const std::string own = "http://" + world.host();
  CHECK(status_of({}) == 401);
  CHECK(status_of({.authorization = "Bearer nonsense"}) == 401);
  CHECK(status_of({.cookie = "regard_session=nonsense", .origin = own}) == 401);
  CHECK(status_of({.cookie = cookie}) == 403);
  CHECK(status_of({.cookie = cookie, .origin = "http://evil.example"}) == 403);
  CHECK(status_of({.cookie = cookie, .origin = own}) == 101);
  CHECK(status_of({.cookie = cookie, .origin = "https://regard.example.org"}) == 101);
  CHECK(status_of({.cookie = "a=1; " + cookie, .origin = own}) == 101);
  CHECK(status_of({.subprotocol = "soap", .cookie = cookie, .origin = own}) == 400);
  CHECK(status_of({.path = "/elsewhere", .cookie = cookie, .origin = own}) == 404);
}

TEST_CASE("signing out closes the connections of that sign-in and makes its cookie worthless") {
  ServerWorld world;
  const std::string cookie = sign_in(world, "alice");
  auto opened = world.run(open_socket(world, {.cookie = cookie, .origin = "http://" + world.host()}));
  auto out = request(http::verb::post, "/api/sign-out");
  out.set(http::field::cookie, cookie);
  CHECK(ask(world, out).result() == http::status::no_content);
  CHECK(world.run(read_close(*opened.socket)) == 1008);
  CHECK(ask_as(world, cookie, "/api/me").result() == http::status::unauthorized);
  CHECK(world.live().journal->store().sessions().value().empty());
}

TEST_CASE("a message that is too large closes the connection with 1009") {
  ServerWorld world;
  auto opened = world.run(open_socket(world, as_platform()));
  world.run(write_message(*opened.socket, std::string(gateway::limits::kMaxFrameBytes + 1, 'x'), false));
  CHECK(world.run(read_close(*opened.socket)) == 1009);
}

TEST_CASE("/echo sends text and binary back as they came") {
  ServerWorld world;
  auto opened = world.run(open_socket(world, {.path = "/echo", .subprotocol = ""}));
  REQUIRE(opened.status == 101);
  for (const bool is_text : {true, false}) {
    world.run(write_message(*opened.socket, "l’été", is_text));
    CHECK(world.run(read_message(*opened.socket)) == "l’été");
    CHECK(opened.socket->got_text() == is_text);
  }
}

TEST_CASE("a stop acknowledges what was accepted, then closes every WebSocket with 1012") {
  ServerWorld world;
  auto opened = world.run(open_socket(world, as_platform()));
  world.run(read_message(*opened.socket));
  const auto frame =
      publish("6f1d2c3b-0000-4000-8000-000000000001", "6f1d2c3b-0000-4000-8000-000000000002", 1, opening());
  world.run(write_message(*opened.socket, frame.SerializeAsString(), false));
  world.server().stop();
  CHECK(world.run(read_close(*opened.socket)) == 1012);
  CHECK(world.live().hub->recorder().is_drained());
}

TEST_CASE("a stop waits for the disk, and takes nothing new meanwhile") {
  ServerWorld world;
  Peer platform(world.live(), cast().platform);
  const std::string interview = "6f1d2c3b-0000-4000-8000-000000000001";
  platform.send(publish(interview, interview, 1, opening()));
  world.server().stop();
  world.io.poll();
  CHECK_FALSE(platform.connection.closing);
  platform.send(publish(interview, interview, 2, observer::testing::joined("candidate")));
  const auto errors = platform.take(v1::ServerFrame::kError);
  REQUIRE(errors.size() == 1);
  CHECK(errors.front().error().code() == v1::ERROR_CODE_SHUTTING_DOWN);
  world.run_until([&] { return platform.connection.closing.has_value(); });
  CHECK(platform.take(v1::ServerFrame::kAck).size() == 1);
}

TEST_CASE("wrong passwords are refused alike for known and unknown people, and slowed down") {
  ServerWorld world;
  const auto attempt = [&](const std::string& login) {
    return ask(world, request(http::verb::post, "/api/sign-in", R"({"login":")" + login + R"(","password":"wrong"})"));
  };
  const auto known = attempt("alice");
  CHECK(known.result() == http::status::unauthorized);
  CHECK(attempt("nobody").body() == known.body());
  CHECK(attempt("platform").body() == known.body());
  CHECK(attempt("alice").result() == http::status::unauthorized);
  CHECK(attempt("alice").result() == http::status::unauthorized);
  const auto slowed = attempt("alice");
  CHECK(slowed.result() == http::status::too_many_requests);
  CHECK(slowed[http::field::retry_after] == "1");
}

TEST_CASE("attempts to sign in at the same moment are slowed down like those one after the other") {
  ServerWorld world;
  const auto attempt = request(http::verb::post, "/api/sign-in", R"({"login":"alice","password":"wrong"})");
  constexpr int kAttempts = 10;
  int answered = 0;
  int checked = 0;
  for (int i = 0; i < kAttempts; ++i) {
    asio::co_spawn(world.io, exchange(world, attempt), [&](std::exception_ptr, const gateway::Response& response) {
      ++answered;
      if (response.result() == http::status::unauthorized) ++checked;
    });
  }
  world.run_until([&] { return answered == kAttempts; });
  CHECK(checked == gateway::limits::kFreeSignInFailures);
}

TEST_CASE("a login that is too long to be anybody's is refused like a wrong one, and not remembered") {
  ServerWorld world;
  const std::string login(gateway::limits::kMaxLoginBytes + 1, 'x');
  const auto attempt = request(http::verb::post, "/api/sign-in", R"({"login":")" + login + R"(","password":"wrong"})");
  for (int i = 0; i < gateway::limits::kFreeSignInFailures + 2; ++i) {
    CHECK(ask(world, attempt).result() == http::status::unauthorized);
  }
}

TEST_CASE("every address under /api but sign-in and status asks for a sign-in") {
  ServerWorld world;
  for (const char* target : {"/api/me", "/api/people", "/api/interviews", "/api/referential", "/api/nothing"}) {
    CHECK(ask(world, request(http::verb::get, target)).result() == http::status::unauthorized);
  }
  CHECK(ask(world, request(http::verb::get, "/api/status")).result() == http::status::ok);
}

TEST_CASE("no address gives an assessor the other's marking while it is sealed") {
  ServerWorld world;
  auto platform = world.run(open_socket(world, as_platform()));
  world.run(read_message(*platform.socket));
  const std::string interview = "6f1d2c3b-0000-4000-8000-000000000001";
  world.run(write_message(*platform.socket, publish(interview, interview, 1, opening()).SerializeAsString(), false));
  world.run(read_message(*platform.socket));
  const auto& markings = world.live().book.interview(*observer::Uuid::parse(interview))->markings;
  const std::string alices = markings.at(0).recording_id.to_string();

  const std::string bruno = sign_in(world, "bruno");
  CHECK(ask_as(world, bruno, "/api/interviews/" + interview).result() == http::status::ok);
  for (const std::string target : {"/api/interviews", "/api/people", "/api/me", "/api/status", "/", "/app.js"}) {
    CHECK(ask_as(world, bruno, target).body().find(alices) == std::string::npos);
  }
  CHECK(ask_as(world, bruno, "/api/interviews/" + interview).body().find(alices) == std::string::npos);
  CHECK(ask_as(world, bruno, "/api/interviews/" + alices).body() ==
        ask_as(world, bruno, "/api/interviews/6f1d2c3b-0000-4000-8000-00000000dead").body());
  CHECK(ask_as(world, bruno, "/api/recordings/" + alices).result() == http::status::not_found);
  const std::string alice = sign_in(world, "alice");
  CHECK(ask_as(world, alice, "/api/interviews/" + interview).body().find(alices) != std::string::npos);
}

TEST_CASE("an interview is not found before it is on disk, and never by whoever has no part in it") {
  ServerWorld world;
  const std::string interview = "6f1d2c3b-0000-4000-8000-000000000001";
  auto body = opening();
  body.mutable_interview_opened()->clear_role_player();
  Peer platform(world.live(), cast().platform);
  platform.send(publish(interview, interview, 1, body));
  const auto answer_now = [&](const std::string& target) {
    auto out = request(http::verb::get, target);
    out.set(http::field::authorization, std::string("Bearer ") + kToken);
    gateway::Response answer;
    world.site().api.handle(out, [&](gateway::Response response) { answer = std::move(response); });
    return answer;
  };
  CHECK(answer_now("/api/interviews/" + interview).result() == http::status::not_found);
  CHECK(answer_now("/api/interviews").body().find(interview) == std::string::npos);
  world.live().settle();
  CHECK(answer_now("/api/interviews/" + interview).result() == http::status::ok);
  CHECK(answer_now("/api/interviews").body().find(interview) != std::string::npos);

  const std::string stranger = sign_in(world, "renee");
  CHECK(ask_as(world, stranger, "/api/interviews/" + interview).result() == http::status::not_found);
  CHECK(ask_as(world, stranger, "/api/interviews").body().find(interview) == std::string::npos);
}

TEST_CASE("pages are served with what keeps them to themselves; places in the application get index.html") {
  ServerWorld world;
  const auto page = ask(world, request(http::verb::get, "/"));
  CHECK(page.body().find("Regard") != std::string::npos);
  CHECK(page["Content-Security-Policy"].find("default-src 'self'") != beast::string_view::npos);
  CHECK(ask(world, request(http::verb::get, "/entretien/7")).body() == page.body());
  CHECK(ask(world, request(http::verb::get, "/../../etc/passwd")).result() == http::status::not_found);
  CHECK(ask(world, request(http::verb::get, "/missing.js")).result() == http::status::not_found);
  auto again = request(http::verb::get, "/app.js");
  again.set(http::field::if_none_match, ask(world, again)[http::field::etag]);
  CHECK(ask(world, again).result() == http::status::not_modified);
}

TEST_CASE("a post from a foreign page is refused, an oversized one too") {
  ServerWorld world;
  auto foreign = request(http::verb::post, "/api/sign-in", "{}");
  foreign.set(http::field::origin, "http://evil.example");
  CHECK(ask(world, foreign).result() == http::status::forbidden);
  const std::string large(gateway::limits::kMaxHttpBodyBytes + 1, ' ');
  CHECK(ask(world, request(http::verb::post, "/api/sign-in", large)).result() == http::status::payload_too_large);
}

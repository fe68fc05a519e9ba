// `regard-server account ...` as the IT team runs it, beside a server that runs and without one.
#include <sqlite3.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <chrono>

#include "tests/gateway/commands/program.hpp"
#include "tests/hostile/client.hpp"
#include "tests/hostile/wire.hpp"
#include "tests/observer/support/world.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::tests {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

constexpr const char* kDemoPassword = "regard-demonstration";
constexpr const char* kGoodPassword = "tartine-velours-9";

using Response = http::response<http::string_body>;

Response ask(unsigned short port, http::request<http::string_body> request) {
  asio::io_context io;
  asio::ip::tcp::socket socket{io};
  socket.connect({asio::ip::address_v4::loopback(), port});
  request.set(http::field::host, "localhost");
  request.prepare_payload();
  http::write(socket, request);
  beast::flat_buffer buffer;
  Response response;
  http::read(socket, buffer, response);
  return response;
}

// The cookie; empty when the sign-in was refused.
std::string sign_in(unsigned short port, const std::string& login, const std::string& password) {
  http::request<http::string_body> request{http::verb::post, "/api/sign-in", 11};
  request.body() = R"({"login":")" + login + R"(","password":")" + password + R"("})";
  const std::string cookie{ask(port, request)[http::field::set_cookie]};
  return cookie.substr(0, cookie.find(';'));
}

unsigned status_with(unsigned short port, http::field field, const std::string& value) {
  http::request<http::string_body> request{http::verb::get, "/api/me", 11};
  request.set(field, value);
  return ask(port, request).result_int();
}

// An open connection of somebody.
class Line {
 public:
  Line(unsigned short port, http::field field, const std::string& value) {
    socket_.next_layer().connect({asio::ip::address_v4::loopback(), port});
    socket_.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
      request.set(http::field::sec_websocket_protocol, "regard.v1");
      request.set(http::field::origin, "http://localhost");
      request.set(field, value);
    }));
    socket_.handshake("localhost", "/ws");
  }

  // Reads until the server closes; why it did.
  std::string read_to_close() {
    boost::system::error_code error;
    beast::flat_buffer buffer;
    while (!error) socket_.read(buffer, error);
    REQUIRE(error == websocket::error::closed);
    return socket_.reason().reason.c_str();
  }

 private:
  asio::io_context io_;
  websocket::stream<asio::ip::tcp::socket> socket_{io_};
};

class RunningDemo {
 public:
  Outcome account(const std::string& arguments, const std::string& typed = {}) {
    return run("account " + arguments + " --data '" + data.path().string() + "'", typed);
  }
  [[nodiscard]] std::string sign_in(const std::string& login, const std::string& password = kDemoPassword) const {
    return tests::sign_in(server.port(), login, password);
  }
  [[nodiscard]] unsigned status_of(const std::string& cookie) const {
    return status_with(server.port(), http::field::cookie, cookie);
  }
  [[nodiscard]] Line line_of(const std::string& cookie) const {
    return Line{server.port(), http::field::cookie, cookie};
  }

  TemporaryDirectory data;
  ServerProcess server{data.path()};
};

TEST_CASE("an account that is disabled while the server runs can do nothing from then on, until it is enabled again") {
  RunningDemo demo;
  const std::string cookie = demo.sign_in("claire.martin");
  Line line = demo.line_of(cookie);
  REQUIRE(demo.status_of(cookie) == 200);
  CHECK(demo.account("disable --login claire.martin").exit_code == 0);
  CHECK_THAT(line.read_to_close(), Catch::Contains("account was changed"));
  CHECK(demo.status_of(cookie) == 401);
  CHECK(demo.sign_in("claire.martin").empty());
  CHECK_THAT(demo.account("list").said, Catch::Contains("claire.martin            assessor         disabled"));
  CHECK(demo.account("enable --login Claire.Martin").exit_code == 0);
  CHECK_FALSE(demo.sign_in("claire.martin").empty());
  CHECK(demo.status_of(cookie) == 401);
}

TEST_CASE("another password, another role and a revocation end what was open") {
  RunningDemo demo;
  const auto ends_with = [&](const std::string& command, const std::string& typed = {}) {
    const std::string cookie = demo.sign_in("paul.durand", kGoodPassword);
    Line line = demo.line_of(cookie);
    CHECK(demo.account(command + " --login paul.durand", typed).exit_code == 0);
    CHECK_FALSE(line.read_to_close().empty());
    CHECK(demo.status_of(cookie) == 401);
  };
  REQUIRE(demo.account("password --login paul.durand", kGoodPassword).exit_code == 0);
  CHECK(demo.sign_in("paul.durand").empty());
  ends_with("revoke");
  ends_with("role --role quality-manager");
  ends_with("password", "velours-tartine-8");
}

TEST_CASE("tokens follow one another without a gap: what is revoked opens nothing more, the others go on") {
  RunningDemo demo;
  const auto status = [&](const std::string& token) {
    return status_with(demo.server.port(), http::field::authorization, "Bearer " + token);
  };
  Line line{demo.server.port(), http::field::authorization, "Bearer " + demo.server.token()};
  const auto [exit_code, said] =
      demo.account("token add --login demonstration --name 'Chat platform' --kind chat_message --own-interviews");
  REQUIRE(exit_code == 0);
  const std::string token = said.substr(said.find(": ") + 2, 64);
  CHECK(status(demo.server.token()) == 200);
  CHECK(status(token) == 200);
  const std::string list = demo.account("token list --login demonstration").said;
  CHECK_THAT(list, Catch::Contains("Chat platform  (own interviews, chat_message)"));
  CHECK_THAT(list, Catch::Contains("expires never       demonstration  (all interviews, for the candidate)"));
  CHECK(demo.account("token revoke --login demonstration --id " + list.substr(0, 36)).exit_code == 0);
  CHECK_THAT(line.read_to_close(), Catch::Contains("signed out"));
  CHECK(status(demo.server.token()) == 401);
  CHECK(status(token) == 200);
}

TEST_CASE("what an administrator does is in the access trail, whether the server runs or not") {
  RunningDemo demo;
  REQUIRE(demo.account("disable --login claire.martin").exit_code == 0);
  REQUIRE(demo.account("disable --login nobody").exit_code != 0);
  REQUIRE(demo.server.stop(std::chrono::seconds(30)) == 0);
  REQUIRE(demo.account("enable --login claire.martin").exit_code == 0);
  const ServerProcess again{demo.data.path()};
  http::request<http::string_body> request{http::verb::get, "/api/trail?kind=6", 11};
  request.set(http::field::cookie, tests::sign_in(again.port(), "sophie.leroy", kDemoPassword));
  const std::string trail = ask(again.port(), request).body();
  const std::string by_us = "uid " + std::to_string(getuid());
  const auto noted = [&](const std::string& what) {
    return Catch::Contains(R"("login":"administrator","address":")" + by_us +
                           R"(","subject":"claire.martin","detail":")" + what + "\"");
  };
  CHECK_THAT(trail, noted("disabled"));
  CHECK_THAT(trail, noted("enabled"));
  CHECK_THAT(trail, !Catch::Contains("nobody"));
}

TEST_CASE("a token speaks for the candidate if it was made --for-candidate, and not otherwise") {
  RunningDemo demo;
  const auto speak = [&](const std::string& option) {
    const std::string said = demo.account("token add --login demonstration --name Telephone " + option).said;
    hostile::Client program{demo.server.port(), hostile::Client::Token{said.substr(said.find(": ") + 2, 64)}};
    const std::string interview = hostile::new_uuid();
    program.publish(interview, hostile::opening(v1::CHANNEL_PHONE));
    program.publish(interview, observer::testing::joined("candidate"));
    program.publish(interview, observer::testing::turn("candidate"));
  };
  CHECK_NOTHROW(speak("--for-candidate"));
  CHECK_THROWS_WITH(speak(""), Catch::Contains("real person"));
}

TEST_CASE("a token that nobody can use is refused in words") {
  RunningDemo demo;
  const auto refused = [&](const std::string& arguments) {
    const auto [exit_code, said] = demo.account("token add --name Chat " + arguments);
    CHECK(exit_code != 0);
    return said;
  };
  CHECK_THAT(refused("--login claire.martin"), Catch::Contains("a person has a password and no token"));
  CHECK_THAT(refused("--login demonstration --kind mark"), Catch::Contains("no events of the kind \"mark\""));
  CHECK_THAT(refused("--login demonstration --expires-in-days 0"), Catch::Contains("lasts for 1 to 3650 days"));
  CHECK_THAT(demo.account("token revoke --login demonstration --id nonsense").said,
             Catch::Contains("no token with the id nonsense"));
}

TEST_CASE("what was changed while the server ran is so after a restart, and may be changed while it does not run") {
  RunningDemo demo;
  REQUIRE(demo.account("disable --login claire.martin").exit_code == 0);
  REQUIRE(demo.server.stop(std::chrono::seconds(30)) == 0);
  CHECK_THAT(demo.account("list").said, Catch::Contains("claire.martin            assessor         disabled"));
  CHECK(demo.account("enable --login claire.martin").exit_code == 0);
  CHECK(demo.account("disable --login paul.durand").exit_code == 0);
  const ServerProcess again{demo.data.path()};
  CHECK_FALSE(sign_in(again.port(), "claire.martin", kDemoPassword).empty());
  CHECK(sign_in(again.port(), "paul.durand", kDemoPassword).empty());
}

TEST_CASE("a sign-in that is over closes what it has opened") {
  RunningDemo demo;
  const std::string cookie = demo.sign_in("claire.martin");
  REQUIRE(demo.server.stop(std::chrono::seconds(30)) == 0);
  // Of its twelve hours two seconds are left.
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((demo.data.path() / "regard.db").c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_exec(database, "UPDATE sign_in_session SET expires_wall_ns = (unixepoch() + 2) * 1000000000", nullptr,
                       nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  const ServerProcess again{demo.data.path()};
  Line line{again.port(), http::field::cookie, cookie};
  CHECK(line.read_to_close() == "signed out");
  CHECK(status_with(again.port(), http::field::cookie, cookie) == 401);
}

TEST_CASE("passwords that are short, common or suggested by the account are refused, and nothing is changed") {
  RunningDemo demo;
  for (const char* password : {"password1234", "azertyuiop12", "motdepasse2026", "Claire.Martin2026",
                               "aaaaaaaaaaaaaaaa", "123456789012345", "regard-regard", "onze-lettre"}) {
    INFO(password);
    const auto [exit_code, said] = demo.account("password --login claire.martin", password);
    CHECK(exit_code != 0);
    CHECK_THAT(said, Catch::Contains("password"));
  }
  CHECK_FALSE(demo.sign_in("claire.martin").empty());
}

TEST_CASE("what makes no sense is refused in one sentence") {
  RunningDemo demo;
  const std::string added = "add --role assessor --name Nom --login ";
  CHECK_THAT(demo.account(added + "claire.martin", kGoodPassword).said, Catch::Contains("already an account"));
  CHECK_THAT(demo.account(added + "'claire martin'", kGoodPassword).said, Catch::Contains("a login is made of"));
  CHECK_THAT(demo.account("add --role assessor --login neu --name ' '", kGoodPassword).said,
             Catch::Contains("the name"));
  CHECK_THAT(demo.account("disable --login nobody").said, Catch::Contains("there is no account"));
  CHECK_THAT(demo.account("password --login demonstration").said, Catch::Contains("no password"));
  CHECK_THAT(demo.account("role --login claire.martin --role integration").said,
             Catch::Contains("add another account"));
}

TEST_CASE("a demonstration is not served to others, nor among what is real, nor as if it were real") {
  const TemporaryDirectory directory;
  const auto start = [](const std::filesystem::path& data, const std::string& options) {
    return run(options + " --port 0 --pages '" + REGARD_TEST_PAGES + "' --data '" + data.string() + "'");
  };
  const auto real = directory.path() / "real";
  const auto demonstration = directory.path() / "demonstration";
  CHECK_THAT(start(demonstration, "--demo --address 0.0.0.0").said, Catch::Contains("for this machine alone"));
  REQUIRE(run("account add --login a.b --name A --role organiser --data '" + real.string() + "'", kGoodPassword)
              .exit_code == 0);
  CHECK_THAT(start(real, "--demo").said, Catch::Contains("was not made by --demo"));
  {
    const ServerProcess server{demonstration};
  }
  CHECK_THAT(start(demonstration, "").said, Catch::Contains("was made for a demonstration"));
}

}  // namespace
}  // namespace regard::tests

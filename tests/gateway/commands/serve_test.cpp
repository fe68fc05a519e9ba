// What `serve` wires together, as the program that people start.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "gateway/transport/limits.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "tests/gateway/support/certificate.hpp"
#include "tests/gateway/support/tls_client.hpp"
#include "tests/hostile/client.hpp"
#include "tests/hostile/wire.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::tests {
namespace {

using hostile::Client;

// A port that nobody listens on.
unsigned short unused_port() {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor acceptor{io, {boost::asio::ip::address_v4::loopback(), 0}};
  return acceptor.local_endpoint().port();
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The stamp of an event that is acknowledged now.
std::int64_t stamp_now(const ServerProcess& server) {
  Client platform{server.port(), Client::Token{server.token()}};
  return platform.publish(hostile::new_uuid(), hostile::opening(v1::CHANNEL_PHONE)).server_mono_ns();
}

TEST_CASE("after a restart with the wall clock set back, stamps go on behind the newest one") {
  const TemporaryDirectory data;
  std::int64_t before_ns = 0;
  {
    ServerProcess server{data.path()};
    before_ns = stamp_now(server);
    REQUIRE(server.stop(std::chrono::seconds(30)) == 0);
  }
  const ServerProcess later{data.path(), {.preload = REGARD_CLOCK_SET_BACK}};
  const std::int64_t after_ns = stamp_now(later);
  CHECK(after_ns > before_ns);
  constexpr std::int64_t kHourNs = 3'600LL * 1'000'000'000;
  CHECK(after_ns < before_ns + kHourNs);
}

TEST_CASE("room is kept on the disk for what has been accepted") {
  const TemporaryDirectory data;
  const ServerProcess server{data.path()};
  CHECK(std::filesystem::file_size(data.path() / "reserve") > 0);
}

TEST_CASE("cookies are for HTTPS alone where that is configured") {
  const TemporaryDirectory data;
  const ServerProcess server{data.path(), {.arguments = {"--secure-cookie"}}};
  const std::string cookies = hostile::sign_in(server.port(), "claire.martin");
  CHECK(cookies.starts_with("__Host-regard_session="));
  CHECK(cookies.find("__Host-regard_device=") != std::string::npos);
}

TEST_CASE("the options that say who may come reach the gate") {
  const TemporaryDirectory data;
  const ServerProcess server{data.path(), {.arguments = {"--allowed-host", "regard.lan"}}};
  CHECK(hostile::status_for_host(server.port(), "regard.lan") == 200);
  CHECK(hostile::status_for_host(server.port(), "other.lan") == 421);
}

TEST_CASE("a database that is removed while nobody does anything is told of") {
  const TemporaryDirectory data;
  ServerProcess server{data.path()};
  std::filesystem::remove(data.path() / "regard.db");
  // The server looks once a second; if it never does, the test runs into its time limit.
  while (hostile::get(server.port(), "/api/status", {}).status != 503) {
  }
  CHECK(server.stop(std::chrono::seconds(30)) == 1);
}

TEST_CASE("another program that has read the database leaves the log where it is") {
  const TemporaryDirectory data;
  const ServerProcess server{data.path()};
  {
    auto other = storage::Connection::open(data.path() / "regard.db", storage::Access::kReadWrite, {});
    REQUIRE(other->integer("SELECT count(*) FROM event"));
  }
  CHECK(std::filesystem::exists(data.path() / "regard.db-wal"));
  CHECK(stamp_now(server) > 0);
}

TEST_CASE("a stop does not wait for ever for a disk that does not answer") {
  const TemporaryDirectory data;
  ServerProcess server{data.path()};
  Client platform{server.port(), Client::Token{server.token()}};
  const std::string id = hostile::new_uuid();
  platform.publish(id, hostile::opening(v1::CHANNEL_EMAIL));
  auto disk = storage::Connection::open(data.path() / "regard.db", storage::Access::kReadWrite, {});
  REQUIRE(disk->execute("BEGIN IMMEDIATE"));
  platform.send(hostile::publish(id, hostile::new_uuid(), 1, hostile::joined("member", {})));
  platform.replay(id);  // Behind the event, which now waits for the disk.
  CHECK(server.stop(2 * gateway::limits::kStop) == 1);
}

TEST_CASE("a process that holds more memory than it may closes the connections with the longest queues") {
  const TemporaryDirectory data;
  const std::string log = data.path() / "log";
  const ServerProcess server{data.path(),
                             {.arguments = {"--memory-limit", "256"}, .preload = REGARD_MEMORY_TAKEN, .log = log}};
  Client platform{server.port(), Client::Token{server.token()}};
  const std::string id = hostile::new_uuid();
  platform.publish(id, hostile::opening(v1::CHANNEL_EMAIL));
  platform.publish(id, hostile::joined("member", {}));
  // More than the system keeps between the two sockets.
  platform.publish(id, hostile::email(60'000), 400);
  Client deaf{server.port(), Client::Token{server.token()}};
  deaf.send(hostile::subscribe(id));
  // The server looks once a second; if it never does, the test runs into its time limit.
  while (text_of(log).find(": 1 connections with the longest queues were closed") == std::string::npos) {
  }
}

class Certificate {
 public:
  Certificate() { renew("first"); }
  void renew(const std::string& name) const { write_certificate(file_, key_, name); }
  [[nodiscard]] std::vector<std::string> arguments() const {
    return {"--tls-certificate", file_.string(), "--tls-key", key_.string()};
  }

 private:
  TemporaryDirectory temporary_;
  const std::filesystem::path file_ = temporary_.path() / "certificate.pem";
  const std::filesystem::path key_ = temporary_.path() / "key.pem";
};

TEST_CASE("with a certificate everything is under HTTPS alone, and browsers are told so") {
  const Certificate certificate;
  const TemporaryDirectory data;
  const ServerProcess server{data.path(), {.arguments = certificate.arguments()}};
  const auto page = ask_under_tls(server.port(), get("/"));
  REQUIRE(page);
  CHECK(page->response.result_int() == 200);
  CHECK(page->response["Strict-Transport-Security"] == "max-age=31536000");
  const auto signed_in = ask_under_tls(
      server.port(),
      request(verb::post, "/api/sign-in", R"({"login":"claire.martin","password":"regard-demonstration"})"));
  CHECK_THAT(field_of(signed_in->response, field::set_cookie), Catch::StartsWith("__Host-regard_"));
}

TEST_CASE("a certificate that is renewed is served without a restart") {
  const Certificate certificate;
  const TemporaryDirectory data;
  const ServerProcess server{data.path(), {.arguments = certificate.arguments()}};
  CHECK(ask_under_tls(server.port(), get("/"))->certificate_name == "first");
  certificate.renew("the second");
  // The server looks once a second; if it never does, the test runs into its time limit.
  std::string seen;
  while (seen != "the second") seen = ask_under_tls(server.port(), get("/"))->certificate_name;
}

TEST_CASE("on the port in the clear people are sent on to HTTPS") {
  const Certificate certificate;
  const TemporaryDirectory data;
  const std::string port = std::to_string(unused_port());
  auto arguments = certificate.arguments();
  arguments.insert(arguments.end(), {"--http-port", port});
  const ServerProcess server{data.path(), {.arguments = arguments}};
  CHECK(hostile::status_for_host(static_cast<unsigned short>(std::stoul(port)), "localhost") == 308);
}

}  // namespace
}  // namespace regard::tests

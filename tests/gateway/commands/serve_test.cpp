// What `serve` wires together, as the program that people start.
#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "gateway/transport/limits.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "tests/gateway/commands/program.hpp"
#include "tests/gateway/support/certificate.hpp"
#include "tests/gateway/support/tls_client.hpp"
#include "tests/hostile/client.hpp"
#include "tests/hostile/wire.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::tests {
namespace {

using hostile::Client;

constexpr const char* kDemoPassword = "regard-demonstration";

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

// The status of a sign-in as Claire, with one more header field.
unsigned sign_in_status(const ServerProcess& server, const std::string& password, const std::string& name,
                        const std::string& value) {
  auto asked = request(verb::post, "/api/sign-in", R"({"login":"claire.martin","password":")" + password + R"("})");
  asked.set(field::host, "127.0.0.1:" + std::to_string(server.port()));
  asked.set(name, value);
  return hostile::ask(server.port(), std::move(asked)).result_int();
}

TEST_CASE("the options that say who may come reach the gate") {
  const TemporaryDirectory data;
  const ServerProcess server{
      data.path(), {.arguments = {"--allowed-host", "regard.lan", "--allowed-origin", "https://regard.example.org"}}};
  CHECK(hostile::status_for_host(server.port(), "regard.lan") == 200);
  CHECK(hostile::status_for_host(server.port(), "other.lan") == 421);
  CHECK(sign_in_status(server, kDemoPassword, "Origin", "https://regard.example.org") == 200);
  CHECK(sign_in_status(server, kDemoPassword, "Origin", "https://regard.example.com") == 403);
}

TEST_CASE("a proxy that is trusted says for whom it asks, and no other") {
  const auto status_after_guesses = [](const std::vector<std::string>& arguments) {
    const TemporaryDirectory data;
    const ServerProcess server{data.path(), {.arguments = arguments}};
    const char* forwarded = "X-Forwarded-For";
    for (int i = 0; i < 4; ++i) (void)sign_in_status(server, "wrong", forwarded, "198.51.100.1");
    return sign_in_status(server, kDemoPassword, forwarded, "198.51.100.2");
  };
  CHECK(status_after_guesses({"--trusted-proxy", "127.0.0.1"}) == 200);
  CHECK(status_after_guesses({}) == 429);
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

TEST_CASE("a stop does not wait for ever for a disk that does not answer", "[waits]") {
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

TEST_CASE("a process that holds more memory than it may closes the connections that hold most") {
  const TemporaryDirectory data;
  const std::string log = data.path() / "log";
  const ServerProcess server{data.path(),
                             {.arguments = {"--memory-limit", "384"}, .preload = REGARD_MEMORY_TAKEN, .log = log}};
  Client platform{server.port(), Client::Token{server.token()}};
  const std::string id = hostile::new_uuid();
  platform.publish(id, hostile::opening(v1::CHANNEL_EMAIL));
  platform.publish(id, hostile::joined("member", {}));
  // More than the system keeps between the two sockets.
  platform.publish(id, hostile::email(60'000), 400);
  Client deaf{server.port(), Client::Token{server.token()}};
  deaf.send(hostile::subscribe(id));
  // The server looks once a second; if it never does, the test runs into its time limit.
  while (text_of(log).find(": 1 connections that held most were closed") == std::string::npos) {
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
      server.port(), request(verb::post, "/api/sign-in",
                             std::string(R"({"login":"claire.martin","password":")") + kDemoPassword + R"("})"));
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
  auto asked = get("/");
  asked.set(field::host, "localhost");
  const auto sent_on = hostile::ask(static_cast<unsigned short>(std::stoul(port)), asked);
  CHECK(sent_on.result_int() == 308);
  // Whoever is in the clear could have written it.
  CHECK_FALSE(sent_on.count("Strict-Transport-Security"));
}

// Somebody signed in and an interview was recorded; then the server stopped.
void record_in(const std::filesystem::path& data) {
  ServerProcess server{data};
  (void)hostile::sign_in(server.port(), "claire.martin");
  (void)hostile::sign_in(server.port(), "paul.durand");
  (void)stamp_now(server);
  REQUIRE(server.stop(std::chrono::seconds(30)) == 0);
}

TEST_CASE("what is older than --trail-days goes from the access trail, what is younger stays") {
  const TemporaryDirectory data;
  record_in(data.path());
  sqlite3* trail = nullptr;
  REQUIRE(sqlite3_open((data.path() / "trail.db").c_str(), &trail) == SQLITE_OK);
  CHECK(sqlite3_exec(trail, "UPDATE entry SET wall_ns = wall_ns - 200000000000000 WHERE number = 1", nullptr, nullptr,
                     nullptr) == SQLITE_OK);
  sqlite3_close(trail);
  const ServerProcess server{data.path(), {.arguments = {"--trail-days", "2"}}};
  const std::string sophie = hostile::sign_in(server.port(), "sophie.leroy");
  const auto sign_ins = [&] { return hostile::get(server.port(), "/api/trail?kind=1", sophie).body; };
  // The checkpoint of the first run has signed it: it may go.
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (sign_ins().find("claire.martin") != std::string::npos && std::chrono::steady_clock::now() < give_up) {
  }
  CHECK_THAT(sign_ins(), !Catch::Contains("claire.martin") && Catch::Contains("paul.durand"));
}

TEST_CASE("an access trail that was removed while no server ran is missed, once") {
  const TemporaryDirectory data;
  record_in(data.path());
  std::filesystem::remove(data.path() / "trail.db");
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor taken{io, {boost::asio::ip::address_v4::loopback(), 0}};
  // It gets as far as the port.
  const auto start = [&] {
    return run("--demo --pages '" REGARD_TEST_PAGES "' --data '" + data.path().string() + "' --port " +
               std::to_string(taken.local_endpoint().port()))
        .said;
  };
  CHECK_THAT(start(), Catch::Contains("trail.db is not there"));
  CHECK_THAT(start(), !Catch::Contains("trail.db is not there"));
  std::filesystem::remove(data.path() / "trail.db");
  CHECK_THAT(run("account disable --login claire.martin --data '" + data.path().string() + "'").said,
             Catch::Contains("trail.db is not there"));
}

TEST_CASE("options are read from the file that --config names, and one that nobody knows is refused") {
  const TemporaryDirectory data;
  const auto file = data.path() / "regard.toml";
  std::ofstream(file) << "secure-cookie = true\nallowed-host = [\"regard.lan\"]\n";
  {
    const ServerProcess server{data.path() / "data", {.arguments = {"--config", file.string()}}};
    CHECK(hostile::status_for_host(server.port(), "regard.lan") == 200);
    CHECK(hostile::sign_in(server.port(), "claire.martin").starts_with("__Host-regard_session="));
  }
  std::ofstream(file) << "secure-coookie = true\n";
  const auto refused = run("--config '" + file.string() + "' --data '" + (data.path() / "data").string() + "'");
  CHECK(refused.exit_code != 0);
  CHECK_THAT(refused.said, Catch::Contains("not expected: secure-coookie"));
}

}  // namespace
}  // namespace regard::tests

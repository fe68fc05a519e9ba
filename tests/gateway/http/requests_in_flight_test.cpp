#include "gateway/http/requests_in_flight.hpp"

#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <vector>

#include "gateway/http/limits.hpp"
#include "gateway/http/responses.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

// A request whose body does not come.
std::unique_ptr<boost::asio::ip::tcp::socket> begin_request(HttpWorld& world, const std::string& cookie) {
  auto socket = std::make_unique<boost::asio::ip::tcp::socket>(world.running.io);
  socket->connect(world.running.endpoint());
  const std::string head = "POST /api/sign-in HTTP/1.1\r\nHost: " + world.running.host() + "\r\nCookie: " + cookie +
                           "\r\nContent-Length: 9\r\n\r\n";
  boost::asio::write(*socket, boost::asio::buffer(head));
  return socket;
}

}  // namespace

TEST_CASE("an account has so many requests under way - each that ends makes place, and leaves nothing behind") {
  gateway::RequestsInFlight requests;
  std::vector<std::shared_ptr<void>> under_way;
  while (auto one = requests.begin(account("alice"))) under_way.push_back(std::move(one));
  CHECK(under_way.size() == gateway::limits::kMaxRequestsAPerson);
  CHECK(requests.begin(account("bruno")));
  under_way.pop_back();
  CHECK(requests.begin(account("alice")));
  under_way.clear();
  CHECK(requests.account_count() == 0);
}

TEST_CASE("a person who asks for too much at a time is told so, and goes on when there is an answer") {
  HttpWorld world;
  const std::string cookie = world.sign_in("alice");
  std::vector<std::unique_ptr<boost::asio::ip::tcp::socket>> waiting;
  for (std::size_t i = 0; i < gateway::limits::kMaxRequestsAPerson; ++i)
    waiting.push_back(begin_request(world, cookie));
  world.running.run_dry();
  const auto refused = world.ask_as(cookie, "/api/me");
  CHECK(refused.result_int() == 429);
  CHECK(refused.body().find("too_many_requests") != std::string::npos);
  waiting.pop_back();
  world.running.run_dry();
  CHECK(world.ask_as(cookie, "/api/me").result_int() == 200);
}

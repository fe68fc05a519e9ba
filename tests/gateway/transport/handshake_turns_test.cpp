#include "gateway/transport/handshake_turns.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>
#include <list>
#include <string>
#include <vector>

#include "gateway/transport/limits.hpp"

using namespace regard::gateway;
using boost::asio::ip::make_address;

namespace {

// Connections that wait for their turn, and the order in which it came.
class Queue {
 public:
  ~Queue() { turns_->end(); }

  HandshakeTurns::Turn& add(const std::string& network) {
    auto& turn = waiting.emplace_back(turns_, make_address(network), [this] { ++sent_away_count; });
    boost::asio::co_spawn(io_, wait(turn, network), boost::asio::detached);
    return turn;
  }
  void add(std::size_t count, const std::string& network) {
    for (std::size_t i = 0; i < count; ++i) add(network);
  }
  void run_until_begun(std::size_t count) {
    while (begun.size() < count) io_.run_one();
  }
  void run_until_sent_away(std::size_t count) {
    while (sent_away_count < count) io_.run_one();
  }
  [[nodiscard]] std::size_t begun_of(const std::string& network) const {
    return static_cast<std::size_t>(std::ranges::count(begun, network));
  }

 private:
  Awaitable<void> wait(HandshakeTurns::Turn& turn, std::string network) {
    co_await turn.wait();
    begun.push_back(network);
  }

  boost::asio::io_context io_;
  std::shared_ptr<HandshakeTurns> turns_ = std::make_shared<HandshakeTurns>(io_.get_executor());

 public:
  std::list<HandshakeTurns::Turn> waiting;
  std::vector<std::string> begun;
  std::size_t sent_away_count = 0;
};

constexpr const char* kOffice = "192.0.2.1";
constexpr const char* kAttacker = "198.51.100.1";

}  // namespace

TEST_CASE("networks take turns: whoever comes last from another one waits for one of each") {
  Queue queue;
  queue.add(4, kAttacker);
  queue.add(kOffice);
  queue.run_until_begun(2);
  CHECK(queue.begun_of(kOffice) == 1);
}

TEST_CASE("only so many of one network are under way, and the next begins when one has ended") {
  Queue queue;
  queue.add(limits::kHandshakesANetwork + 2, kAttacker);
  queue.run_until_begun(limits::kHandshakesANetwork);
  queue.add(kOffice);
  queue.run_until_begun(limits::kHandshakesANetwork + 1);
  CHECK(queue.begun_of(kOffice) == 1);
  queue.waiting.pop_front();
  queue.run_until_begun(limits::kHandshakesANetwork + 2);
  CHECK(queue.begun_of(kAttacker) == limits::kHandshakesANetwork + 1);
}

TEST_CASE("only so many are under way altogether") {
  Queue queue;
  const std::size_t networks = limits::kHandshakesAtATime / limits::kHandshakesANetwork;
  for (std::size_t i = 0; i < networks; ++i) queue.add(limits::kHandshakesANetwork, "192.0.2." + std::to_string(i));
  queue.run_until_begun(limits::kHandshakesAtATime);
  queue.add(kAttacker);
  queue.add(kAttacker);
  queue.waiting.pop_front();
  queue.run_until_begun(limits::kHandshakesAtATime + 1);
  CHECK(queue.begun_of(kAttacker) == 1);
  queue.waiting.pop_front();
  queue.run_until_begun(limits::kHandshakesAtATime + 2);
  CHECK(queue.begun_of(kAttacker) == 2);
}

TEST_CASE("whoever gives up is in nobody's way") {
  Queue queue;
  queue.add(limits::kHandshakesANetwork, kAttacker);
  queue.run_until_begun(limits::kHandshakesANetwork);
  queue.add(kAttacker).give_up();
  queue.run_until_begun(limits::kHandshakesANetwork + 1);
  queue.waiting.pop_back();
  queue.waiting.pop_back();
  queue.add(kAttacker);
  queue.run_until_begun(limits::kHandshakesANetwork + 2);
  CHECK(queue.begun.size() == limits::kHandshakesANetwork + 2);
}

TEST_CASE("one that takes its time is sent away when somebody waits for its place, and not before") {
  Queue queue;
  queue.add(limits::kHandshakesANetwork, kAttacker);
  queue.run_until_begun(limits::kHandshakesANetwork);
  CHECK(queue.sent_away_count == 0);
  queue.add(kAttacker);
  queue.run_until_sent_away(1);
  CHECK(queue.begun.size() == limits::kHandshakesANetwork);
  queue.waiting.pop_front();
  queue.run_until_begun(limits::kHandshakesANetwork + 1);
}

TEST_CASE("while one waits for its network's place, other networks begin") {
  Queue queue;
  queue.add(limits::kHandshakesANetwork + 1, kAttacker);
  queue.run_until_begun(limits::kHandshakesANetwork);
  queue.add(kOffice);
  queue.run_until_begun(limits::kHandshakesANetwork + 1);
  CHECK(queue.begun_of(kOffice) == 1);
  CHECK(queue.sent_away_count == 0);
}

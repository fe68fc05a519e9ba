#include "gateway/delivery/delivery.hpp"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>

#include "gateway/delivery/checkpoint_mail.hpp"
#include "gateway/delivery/timestamp.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace regard::gateway;

namespace {

constexpr std::chrono::seconds kLimit{20};

// What came out, in order.
class Said {
 public:
  void say(const std::string& line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(line);
    changed_.notify_all();
  }
  std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return lines_.size() >= count; });
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> lines_;
};

Delivery::Route route(Said& said, const std::string& name, bool works = true,
                      std::chrono::minutes pause = std::chrono::minutes(60)) {
  return {pause,
          [&said, name, works](const std::string& note, std::chrono::seconds) -> std::expected<void, std::string> {
            if (!works) return std::unexpected(name + " is away");
            said.say(name + " " + note);
            return {};
          }};
}

}  // namespace

TEST_CASE("a checkpoint goes every way, and one that fails keeps up none of the others") {
  Said said;
  Delivery delivery{{route(said, "mail", false), route(said, "service")},
                    [&said](const std::string& reason) { said.say(reason); }};
  delivery.offer("first");
  CHECK(said.wait_for(2) == std::vector<std::string>{"mail is away", "service first"});
}

TEST_CASE("within the pause nothing more is taken the same way, until the stop") {
  Said said;
  Delivery delivery{{route(said, "mail"), route(said, "service", true, std::chrono::minutes(0))},
                    [](const std::string& reason) { FAIL(reason); }};
  delivery.offer("first");
  (void)said.wait_for(2);
  delivery.offer("second");
  CHECK(said.wait_for(3) == std::vector<std::string>{"mail first", "service first", "service second"});
  delivery.stop();
  CHECK(said.wait_for(4).back() == "mail second");
}

TEST_CASE("what is away at the stop is tried once more, and said") {
  Said said;
  Delivery delivery{{route(said, "mail", false)}, [&said](const std::string& reason) { said.say(reason); }};
  delivery.offer("first");
  (void)said.wait_for(1);
  delivery.stop();
  CHECK(said.wait_for(2).size() == 2);
}

TEST_CASE("without a way there is nothing to do, and the end comes at once") {
  Delivery delivery{{}, [](const std::string& reason) { FAIL(reason); }};
  delivery.offer("first");
}

TEST_CASE("a checkpoint's message says from when it is, and holds the note and nothing else") {
  const MailRoute mail{.server = "smtp://localhost", .from = "a@lan", .to = "b@lan", .user = {}, .password = {}};
  CHECK(checkpoint_message(mail, "regard\n1\n", 1'795'000'000) ==
        "Date: Wed, 18 Nov 2026 11:06:40 +0000\r\nFrom: <a@lan>\r\nTo: <b@lan>\r\nSubject: Regard checkpoint\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        "Auto-Submitted: auto-generated\r\n\r\nregard\r\n1\r\n");
}

TEST_CASE("who cannot be reached is named") {
  const MailRoute mail{.server = "smtp://127.0.0.1:1", .from = "a@lan", .to = "b@lan", .user = {}, .password = {}};
  CHECK_THAT(mail_checkpoint(mail, "note", kLimit).error(),
             Catch::StartsWith("the checkpoint cannot be sent by e-mail to b@lan: "));
  const regard::tests::TemporaryDirectory directory;
  CHECK_THAT(timestamp_checkpoint({"http://127.0.0.1:1/", "", directory.path()}, "note", kLimit).error(),
             Catch::StartsWith("the checkpoint is not time-stamped by http://127.0.0.1:1/: "));
  CHECK_FALSE(timestamp_checkpoint({"file:///etc/passwd", "", directory.path()}, "note", kLimit));
}

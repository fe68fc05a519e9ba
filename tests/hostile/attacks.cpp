#include "tests/hostile/attacks.hpp"

#include <memory>
#include <utility>

#include "tests/hostile/wire.hpp"

namespace regard::hostile {
namespace {

// More than a server with a thousand open files has places for.
constexpr std::size_t kSocketsOfProgram = 3'000;

// As long as an e-mail may be, of characters of four bytes: just below the largest message.
std::string large_text() {
  constexpr std::size_t kCharacters = 62'000;
  std::string text;
  for (std::size_t i = 0; i < kCharacters; ++i) text += "\U0001F600";
  return text;
}

std::string upgrade(const Scene& scene) { return upgrade_request(scene.port, "Cookie: " + scene.cookie); }

std::string upgrade_of_program(const Scene& scene) {
  return upgrade_request(scene.port, "Authorization: Bearer " + scene.token);
}

// The same bytes, without an end.
std::function<std::string()> repeat(const std::string& bytes, std::size_t times) {
  std::string many;
  for (std::size_t i = 0; i < times; ++i) many += bytes;
  return [many = std::move(many)] { return many; };
}

// The bytes are there once, however many say them.
std::function<std::string()> once(std::shared_ptr<const std::string> bytes) {
  return [bytes = std::move(bytes)]() mutable {
    const auto said = std::exchange(bytes, nullptr);
    return said ? *said : std::string{};
  };
}

// One socket asks for everything from the beginning, and never stops asking.
std::vector<Conduct> flood_of_subscribe(const Scene& scene) {
  constexpr std::size_t kAtOnce = 100;
  return {{upgrade(scene), repeat(message(subscribe(scene.interview_id)), kAtOnce)}};
}

// Large e-mails from many sockets at the same moment.
std::vector<Conduct> large_emails(const Scene& scene) {
  constexpr std::size_t kSockets = 150;
  const std::string text = large_text();
  std::vector<Conduct> conducts;
  for (std::size_t i = 0; i < kSockets; ++i) {
    const std::string recording_id = scene.email_ids[i % scene.email_ids.size()];
    auto next = [recording_id, text, client_id = new_uuid(), client_seq = std::uint64_t{0}]() mutable {
      v1::EventBody body;
      body.mutable_email_message()->set_participant_id("candidate");
      body.mutable_email_message()->set_from("lea@example.org");
      body.mutable_email_message()->add_to("adherent@example.org");
      body.mutable_email_message()->set_subject("Devis");
      body.mutable_email_message()->set_text(text);
      return message(publish(recording_id, client_id, ++client_seq, body));
    };
    conducts.push_back({upgrade(scene), std::move(next)});
  }
  return conducts;
}

// Thousands of sockets of one person join the same conversation.
std::vector<Conduct> crowd_of_one(const Scene& scene) {
  constexpr std::size_t kSockets = 3'000;
  const auto bytes = std::make_shared<const std::string>(message(subscribe(scene.interview_id)));
  std::vector<Conduct> conducts;
  for (std::size_t i = 0; i < kSockets; ++i) conducts.push_back({upgrade(scene), once(bytes)});
  return conducts;
}

// Sockets that ask for everything and take nothing.
std::vector<Conduct> deaf(const Scene& scene, std::size_t sockets, const std::string& greeting) {
  std::string all;
  for (const std::string& email_id : scene.email_ids) all += message(subscribe(email_id));
  const auto bytes = std::make_shared<const std::string>(std::move(all));
  std::vector<Conduct> conducts;
  for (std::size_t i = 0; i < sockets; ++i) conducts.push_back({greeting, once(bytes), false});
  return conducts;
}

std::vector<Conduct> deaf_readers(const Scene& scene) {
  constexpr std::size_t kSockets = 40;
  return deaf(scene, kSockets, upgrade(scene));
}

std::vector<Conduct> deaf_program(const Scene& scene) {
  return deaf(scene, kSocketsOfProgram, upgrade_of_program(scene));
}

// Sockets of a program that each send a large message but for its last byte.
std::vector<Conduct> unfinished_messages(const Scene& scene) {
  constexpr std::size_t kMessageBytes = std::size_t{255} * 1024;
  std::string unfinished = message(std::string(kMessageBytes, 'x'));
  unfinished.pop_back();
  const auto bytes = std::make_shared<const std::string>(std::move(unfinished));
  const std::string greeting = upgrade_of_program(scene);
  std::vector<Conduct> conducts;
  for (std::size_t i = 0; i < kSocketsOfProgram; ++i) conducts.push_back({greeting, once(bytes)});
  return conducts;
}

// Sockets that say nothing at all.
std::vector<Conduct> idle_strangers(const Scene& /*scene*/) {
  constexpr std::size_t kSockets = 3'000;
  return std::vector<Conduct>(kSockets);
}

// One account opens as many interviews as it can.
std::vector<Conduct> flood_of_openings(const Scene& scene) {
  auto next = [] { return message(publish(new_uuid(), new_uuid(), 1, opening(v1::CHANNEL_PHONE))); };
  return {{upgrade(scene), std::move(next)}};
}

// What was acknowledged long ago, again and again.
std::vector<Conduct> flood_of_repeats(const Scene& scene) {
  constexpr std::size_t kAtOnce = 100;
  v1::EventBody body;
  body.mutable_participant_joined()->set_participant_id("candidate");
  const std::string repeated = message(publish(scene.email_ids.front(), new_uuid(), 1, body));
  return {{upgrade(scene), repeat(repeated, kAtOnce)}};
}

// Comes and goes as fast as it can.
std::vector<Conduct> coming_and_going(const Scene& scene) {
  constexpr std::size_t kAtOnce = 50;
  v1::ClientFrame leave;
  leave.mutable_unsubscribe()->set_recording_id(scene.interview_id);
  return {{upgrade(scene), repeat(message(subscribe(scene.interview_id)) + message(leave), kAtOnce)}};
}

// Tries passwords for logins that nobody has.
std::vector<Conduct> guessing(const Scene& scene) {
  constexpr std::size_t kSockets = 30;
  std::vector<Conduct> conducts;
  for (std::size_t i = 0; i < kSockets; ++i) {
    auto next = [port = scene.port] { return guess(port, new_uuid()); };
    conducts.push_back({next(), next});
  }
  return conducts;
}

}  // namespace

const std::vector<Attack>& attacks() {
  static const std::vector<Attack> kAttacks = {
      {"a flood of Subscribe from the beginning", "lea.bernard", flood_of_subscribe},
      {"large e-mails from 150 sockets", "lea.bernard", large_emails},
      {"3,000 sockets of one person in one conversation", "lea.bernard", crowd_of_one},
      {"40 sockets that ask for everything and take nothing", "sophie.leroy", deaf_readers},
      {"3,000 sockets that say nothing", "", idle_strangers},
      {"interviews opened as fast as can be", "sophie.leroy", flood_of_openings},
      {"the same event again and again", "lea.bernard", flood_of_repeats},
      {"coming and going as fast as can be", "lea.bernard", coming_and_going},
      {"passwords guessed from 30 sockets", "", guessing},
      {"3,000 sockets of a program, each with a message but for its last byte", "", unfinished_messages},
      {"3,000 sockets of a program that ask for everything and take nothing", "", deaf_program},
  };
  return kAttacks;
}

}  // namespace regard::hostile

#include "gateway/simulator/scenario.hpp"

#include <catch2/catch.hpp>

using namespace regard::simulator;
namespace v1 = regard::v1;

namespace {

// Ten lines; the steps begin at line 11.
std::string scenario_with(const std::string& channel, const std::string& steps) {
  return "# A test.\n"
         "title: Essai\n"
         "block: B1\n"
         "channel: " +
         channel +
         "\n"
         "interlocutor:\n"
         "  name: Mme Aubry\n"
         "  side: external\n"
         "  description: adhérente\n"
         "close: fin\n"
         "steps:\n" +
         steps;
}

std::string error_of(const std::string& channel, const std::string& steps) {
  return parse_scenario(scenario_with(channel, steps), "essai.yaml").error();
}

Scenario parsed(const std::string& channel, const std::string& steps) {
  auto scenario = parse_scenario(scenario_with(channel, steps), "essai.yaml");
  INFO(scenario.error());
  REQUIRE(scenario.has_value());
  return scenario.value();
}

}  // namespace

TEST_CASE("a scenario says what the interview is") {
  const auto opening = parsed("phone", "  - candidate: Bonjour\n").opening;
  CHECK(opening.title() == "Essai");
  CHECK(opening.block_code() == "B1");
  CHECK(opening.channel() == v1::CHANNEL_PHONE);
  CHECK(opening.simulated());
  CHECK_FALSE(opening.difficult());
  CHECK(opening.interlocutor().side() == v1::INTERLOCUTOR_SIDE_EXTERNAL);
}

TEST_CASE("whoever speaks joins first and leaves last, unless the script says when") {
  const auto steps =
      parsed("phone", "  - candidate: Allô ?\n  - join: interlocutor\n  - interlocutor: Bonjour\n").steps;
  REQUIRE(steps.size() == 6);
  CHECK(steps[0].body.participant_joined().participant_id() == "candidate");
  CHECK(steps[1].body.has_spoken_turn());
  CHECK(steps[2].body.participant_joined().name() == "Mme Aubry");
  CHECK(steps[4].body.participant_left().participant_id() == "interlocutor");
  CHECK(steps[5].body.participant_left().participant_id() == "candidate");
}

TEST_CASE("words are turns when spoken and messages when typed") {
  CHECK(parsed("face_to_face", "  - candidate: Bonjour\n").steps[2].body.has_spoken_turn());
  CHECK(parsed("chat", "  - candidate: Bonjour\n").steps[2].body.has_chat_message());
}

TEST_CASE("a turn takes the time it takes to say, or the time the script gives") {
  const auto steps = parsed("phone", "  - candidate: " + std::string(170, 'a') +
                                         "\n  - candidate: Oui\n    duration_s: 4.5\n    after_s: 0\n")
                         .steps;
  CHECK(steps[2].duration_s == Approx(10));
  CHECK(steps[3].duration_s == Approx(4.5));
  CHECK(steps[3].pause_s == Approx(0));
}

TEST_CASE("an error names the file and the line") {
  CHECK(error_of("phone", "  - candidate: Bonjour\n  - candidat: Oui\n") ==
        "essai.yaml:12: a step needs one of: candidate, interlocutor, email, hold, resume, note, join, leave");
  CHECK(error_of("phone", "  - candidate: Bonjour\n    afters: 2\n") ==
        "essai.yaml:12: \"afters\" is not a key of the step");
  CHECK(error_of("phone", "  - candidate: Bonjour\n    after_s: bientôt\n") ==
        "essai.yaml:12: \"after_s\" must be a number of seconds from 0 to 3600");
  CHECK(error_of("telex", "  - candidate: Bonjour\n") ==
        "essai.yaml:4: \"channel\" must be one of: phone, chat, email, face_to_face");
  CHECK_THAT(error_of("phone", "  - candidate: [Bonjour\n"), Catch::Contains("essai.yaml:12: not YAML"));
}

TEST_CASE("a missing key, an empty text and an empty script are errors") {
  CHECK(parse_scenario("title: Essai\nblock: B1\n", "a.yaml").error() ==
        "a.yaml:1: \"channel\" is missing in the scenario");
  CHECK(error_of("phone", "  - candidate: ''\n") == "essai.yaml:11: \"candidate\" is empty");
  CHECK_THAT(error_of("phone", "  []\n"), Catch::Contains("\"steps\" must be a list of steps"));
  CHECK_THAT(parse_scenario("", "a.yaml").error(), Catch::Contains("the scenario must be written as"));
}

TEST_CASE("what could not happen in an interview is an error at its line") {
  CHECK(error_of("phone", "  - resume: candidate\n") == "essai.yaml:11: candidate is not holding");
  CHECK(error_of("phone", "  - hold: candidate\n  - interlocutor: Allô ?\n") ==
        "essai.yaml:12: nobody speaks during a hold: resume first");
  CHECK(error_of("phone", "  - hold: candidate\n") ==
        "essai.yaml:11: candidate is still on hold: add \"- resume: candidate\" before anybody leaves");
  CHECK(error_of("phone", "  - leave: candidate\n  - candidate: Oui\n") ==
        "essai.yaml:12: candidate is not there at this moment");
  CHECK(error_of("chat", "  - join: candidate\n  - join: candidate\n") ==
        "essai.yaml:12: candidate has joined already");
}

TEST_CASE("a step must fit the channel") {
  CHECK_THAT(error_of("email", "  - candidate: Bonjour\n"), Catch::Contains("an e-mail interview has no spoken turns"));
  CHECK_THAT(error_of("chat", "  - hold: candidate\n"), Catch::Contains("only a spoken interview"));
  CHECK_THAT(error_of("phone", "  - email: candidate\n"), Catch::Contains("does not belong on this channel"));
}

TEST_CASE("an e-mail answers an earlier one and has an identifier of its own") {
  const auto email = [](const std::string& id, const std::string& in_reply_to) {
    return "  - email: candidate\n    message_id: " + id + "\n" +
           (in_reply_to.empty() ? "" : "    in_reply_to: " + in_reply_to + "\n") +
           "    from: a@b\n    to: [c@d, e@f]\n    subject: Sujet\n    text: Texte\n";
  };
  CHECK(parsed("email", email("1@x", "") + email("2@x", "1@x")).steps[2].body.email_message().to_size() == 2);
  CHECK_THAT(error_of("email", email("1@x", "9@x")), Catch::Contains("no earlier e-mail has the message_id 9@x"));
  CHECK_THAT(error_of("email", email("1@x", "") + email("1@x", "")), Catch::Contains("message_id 1@x is used twice"));
}

TEST_CASE("a file that is not there is an error") {
  CHECK(load_scenario("/does/not/exist.yaml").error() == "/does/not/exist.yaml: cannot be read");
}

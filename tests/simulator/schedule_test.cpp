#include "gateway/simulator/schedule.hpp"

#include <catch2/catch.hpp>

using namespace regard::simulator;
namespace v1 = regard::v1;

namespace {

const Cast cast{"lea", "Léa Bernard", {"anne", "marc"}, ""};

Scenario call() {
  return parse_scenario(
             "title: Essai\nblock: B4\nchannel: phone\n"
             "interlocutor: {name: M. Lenoir, side: external, description: adhérent}\n"
             "close: fin de l’appel\n"
             "steps:\n"
             "  - {candidate: Bonjour, after_s: 2, duration_s: 4}\n"
             "  - {interlocutor: Bonjour, after_s: 1, duration_s: 2}\n",
             "essai.yaml")
      .value();
}

Schedule at_speed(double speed, std::uint64_t seed = 7) { return make_schedule(call(), cast, {speed, seed}, "id"); }

std::vector<PlannedEvent> turns_in(const Schedule& schedule) {
  std::vector<PlannedEvent> turns;
  for (const auto& planned : schedule) {
    if (planned.body.has_spoken_turn()) turns.push_back(planned);
  }
  return turns;
}

}  // namespace

TEST_CASE("a schedule opens with the cast and closes with the reason") {
  const auto schedule = at_speed(1);
  const auto& opened = schedule.front().body.interview_opened();
  CHECK(schedule.front().at_ms == 0);
  CHECK(opened.candidate().login() == "lea");
  CHECK(schedule[2].body.participant_joined().name() == "Léa Bernard");
  REQUIRE(opened.assessors_size() == 2);
  CHECK(opened.assessors(1).login() == "marc");
  CHECK_FALSE(opened.has_role_player());
  CHECK(schedule.back().body.interview_closed().reason() == "fin de l’appel");
}

TEST_CASE("pauses between turns vary by a quarter at most") {
  const auto turns = turns_in(at_speed(1));
  REQUIRE(turns.size() == 2);
  CHECK(turns[1].body.spoken_turn().duration_ms() == 2000);
  const auto pause_ms = turns[1].at_ms - turns[0].at_ms - 2000;
  CHECK(pause_ms >= 750);
  CHECK(pause_ms <= 1250);
}

TEST_CASE("a turn begins, comes in parts while it is said, and ends with the whole of it") {
  const auto scenario = parse_scenario(
                            "title: Essai\nblock: B4\nchannel: phone\n"
                            "interlocutor: {name: M. Lenoir, side: external, description: adhérent}\n"
                            "steps:\n"
                            "  - {candidate: 'Très bien, Monsieur Lenoir. Vous avez le devis ?', duration_s: 4.9}\n",
                            "essai.yaml")
                            .value();
  const auto schedule = make_schedule(scenario, cast, {}, "id");
  REQUIRE(schedule.size() == 9);
  const auto& started = schedule[3].body.turn_started();
  const auto& part = schedule[4].body.turn_part();
  const auto& ended = schedule[5].body.spoken_turn();
  CHECK(started.participant_id() == "candidate");
  CHECK_FALSE(started.turn_id().empty());
  CHECK(part.turn_id() == started.turn_id());
  CHECK(ended.turn_id() == started.turn_id());
  CHECK(part.text() == "Très bien, Monsieur Lenoir.");
  CHECK(ended.text() == "Très bien, Monsieur Lenoir. Vous avez le devis ?");
  CHECK(schedule[5].at_ms - schedule[3].at_ms == 4'900);
  // 28 of its 48 characters, the space behind them included.
  CHECK(std::abs(schedule[4].at_ms - schedule[3].at_ms - 4'900 * 28 / 48) <= 1);
}

TEST_CASE("each turn has an id of its own") {
  const auto turns = turns_in(at_speed(1));
  CHECK(turns[0].body.spoken_turn().turn_id() != turns[1].body.spoken_turn().turn_id());
}

TEST_CASE("at four times the speed everything comes in a quarter of the time") {
  const auto slow = at_speed(1);
  const auto fast = at_speed(4);
  REQUIRE(slow.size() == fast.size());
  for (std::size_t place = 0; place < slow.size(); ++place) {
    CHECK(std::abs(slow[place].at_ms - 4 * fast[place].at_ms) <= 4);
  }
  CHECK(turns_in(fast)[0].body.spoken_turn().duration_ms() == 1000);
}

TEST_CASE("at speed 0 everything is due at once") {
  for (const auto& planned : at_speed(0)) CHECK(planned.at_ms == 0);
}

TEST_CASE("the same seed gives the same pauses, another seed others") {
  CHECK(at_speed(1, 7).back().at_ms == at_speed(1, 7).back().at_ms);
  CHECK(at_speed(1, 7).back().at_ms != at_speed(1, 8).back().at_ms);
}

TEST_CASE("two plays of one thread share no Message-ID, and answers still find their e-mail") {
  const auto scenario = parse_scenario(
                            "title: Essai\nblock: B1\nchannel: email\n"
                            "interlocutor: {name: M. Vasseur, side: external, description: adhérent}\n"
                            "steps:\n"
                            "  - {email: interlocutor, message_id: un@x, from: a@b, to: c@d, subject: S, text: T}\n"
                            "  - {email: candidate, message_id: deux@x, in_reply_to: un@x, from: c@d, to: a@b, "
                            "subject: S, text: T}\n",
                            "essai.yaml")
                            .value();
  const auto first = make_schedule(scenario, cast, {}, "111");
  const auto second = make_schedule(scenario, cast, {}, "222");
  CHECK(first[3].body.email_message().message_id() == "un.111@x");
  CHECK(first[4].body.email_message().in_reply_to() == "un.111@x");
  CHECK(second[3].body.email_message().message_id() == "un.222@x");
  CHECK(first[3].body.email_message().in_reply_to().empty());
}

#include "gateway/simulator/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "gateway/simulator/pace.hpp"
#include "gateway/simulator/phrases.hpp"
#include "gateway/simulator/scenario_reader.hpp"

namespace regard::simulator {
namespace {

v1::EventBody opening_body(const Scenario& scenario, const Cast& cast) {
  v1::EventBody body;
  auto& opened = *body.mutable_interview_opened();
  opened = scenario.opening;
  opened.mutable_candidate()->set_login(cast.candidate_login);
  for (const auto& login : cast.assessor_logins) opened.add_assessors()->set_login(login);
  if (!cast.role_player_login.empty()) opened.mutable_role_player()->set_login(cast.role_player_login);
  return body;
}

v1::EventBody closing_body(const Scenario& scenario) {
  v1::EventBody body;
  body.mutable_interview_closed()->set_reason(scenario.close_reason);
  return body;
}

// "devis@exemple.fr" becomes "devis.INTERVIEW@exemple.fr": a Message-ID names one e-mail in the world.
std::string message_id_of(const std::string& scripted, const std::string& interview_id) {
  if (scripted.empty()) return {};
  const auto at = scripted.find('@');
  const auto end_of_local_part = at == std::string::npos ? scripted.size() : at;
  return scripted.substr(0, end_of_local_part) + "." + interview_id + scripted.substr(end_of_local_part);
}

// Running position in the interview, at the wanted speed.
class Tempo {
 public:
  explicit Tempo(const Pacing& pacing) : speed_(pacing.speed), random_(pacing.seed) {}

  void pass(const Step& step) { elapsed_s_ += scaled(step.pause_s * jitter_(random_) + step.duration_s); }
  [[nodiscard]] std::int64_t elapsed_ms() const { return milliseconds(elapsed_s_); }
  // When this share of the step that has just passed was over: 0 where it began, 1 where it ended.
  [[nodiscard]] std::int64_t within_ms(const Step& step, double share) const {
    return milliseconds(elapsed_s_ - scaled(step.duration_s) * (1 - share));
  }
  [[nodiscard]] std::int64_t turn_ms(const Step& step) const { return milliseconds(scaled(step.duration_s)); }

 private:
  [[nodiscard]] double scaled(double seconds) const { return speed_ > 0 ? seconds / speed_ : 0; }
  static std::int64_t milliseconds(double seconds) { return std::llround(seconds * 1000); }

  double speed_;
  std::mt19937_64 random_;
  std::uniform_real_distribution<double> jitter_{1 - pace::kPauseJitter, 1 + pace::kPauseJitter};
  double elapsed_s_ = 0;
};

v1::EventBody played_body(const Step& step, const Cast& cast, const Tempo& tempo, const std::string& interview_id) {
  v1::EventBody body = step.body;
  if (body.has_spoken_turn()) body.mutable_spoken_turn()->set_duration_ms(tempo.turn_ms(step));
  if (body.participant_joined().participant_id() == kCandidateId) {
    body.mutable_participant_joined()->set_name(cast.candidate_name);
  }
  if (body.has_email_message()) {
    auto& email = *body.mutable_email_message();
    email.set_message_id(message_id_of(email.message_id(), interview_id));
    email.set_in_reply_to(message_id_of(email.in_reply_to(), interview_id));
  }
  return body;
}

// A turn as it is heard: it begins, and its phrases come as they are said; the last one comes with the end, which
// brings the whole turn.
void plan_beginning(const Step& step, const Tempo& tempo, const std::string& turn_id, Schedule& schedule) {
  const v1::SpokenTurn& turn = step.body.spoken_turn();
  v1::TurnStarted& started = *schedule.emplace_back().body.mutable_turn_started();
  schedule.back().at_ms = tempo.within_ms(step, 0);
  started.set_participant_id(turn.participant_id());
  started.set_turn_id(turn_id);
  auto phrases = phrases_of(turn.text());
  phrases.pop_back();
  const auto total_characters = static_cast<double>(character_count(turn.text()));
  std::size_t said_characters = 0;
  for (auto& phrase : phrases) {
    said_characters += character_count(phrase) + 1;
    v1::TurnPart& part = *schedule.emplace_back().body.mutable_turn_part();
    schedule.back().at_ms =
        tempo.within_ms(step, std::min(1.0, static_cast<double>(said_characters) / total_characters));
    part.set_participant_id(turn.participant_id());
    part.set_turn_id(turn_id);
    part.set_text(std::move(phrase));
  }
}

}  // namespace

Schedule make_schedule(const Scenario& scenario, const Cast& cast, const Pacing& pacing,
                       const std::string& interview_id) {
  Schedule schedule;
  Tempo tempo(pacing);
  schedule.push_back({0, opening_body(scenario, cast)});
  int turn_count = 0;
  for (const auto& step : scenario.steps) {
    tempo.pass(step);
    v1::EventBody body = played_body(step, cast, tempo, interview_id);
    if (body.has_spoken_turn()) {
      const std::string turn_id = "turn-" + std::to_string(++turn_count);
      plan_beginning(step, tempo, turn_id, schedule);
      body.mutable_spoken_turn()->set_turn_id(turn_id);
    }
    schedule.push_back({tempo.elapsed_ms(), std::move(body)});
  }
  schedule.push_back({tempo.elapsed_ms(), closing_body(scenario)});
  return schedule;
}

}  // namespace regard::simulator

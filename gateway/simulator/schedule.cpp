#include "gateway/simulator/schedule.hpp"

#include <cmath>
#include <random>

#include "gateway/simulator/pace.hpp"

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

}  // namespace

Schedule make_schedule(const Scenario& scenario, const Cast& cast, const Pacing& pacing,
                       const std::string& interview_id) {
  Schedule schedule;
  Tempo tempo(pacing);
  schedule.push_back({0, opening_body(scenario, cast)});
  for (const auto& step : scenario.steps) {
    tempo.pass(step);
    schedule.push_back({tempo.elapsed_ms(), played_body(step, cast, tempo, interview_id)});
  }
  schedule.push_back({tempo.elapsed_ms(), closing_body(scenario)});
  return schedule;
}

}  // namespace regard::simulator

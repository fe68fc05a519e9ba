#include <algorithm>
#include <set>

#include "gateway/simulator/pace.hpp"
#include "gateway/simulator/scenario_reader.hpp"
#include "gateway/simulator/scenario_steps.hpp"

namespace regard::simulator {
namespace {

std::string name_of(const std::string& participant, const v1::InterviewOpened& opening) {
  return participant == kInterlocutorId ? opening.interlocutor().name() : std::string();
}

bool joins_in_the_script(const std::vector<Step>& steps, const std::string& participant) {
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return step.body.has_participant_joined() && step.body.participant_joined().participant_id() == participant;
  });
}

Step implied_join(const std::string& participant, const v1::InterviewOpened& opening) {
  Step step;
  step.body.mutable_participant_joined()->set_participant_id(participant);
  step.body.mutable_participant_joined()->set_name(name_of(participant, opening));
  return step;
}

Step implied_leave(const std::string& participant) {
  Step step;
  step.pause_s = pace::kPauseBeforeAnythingElseS;
  step.body.mutable_participant_left()->set_participant_id(participant);
  return step;
}

// Whether the participant is there after the last step.
bool stays(const std::vector<Step>& steps, const std::string& participant) {
  bool present = false;
  for (const auto& step : steps) {
    if (step.body.participant_joined().participant_id() == participant) present = true;
    if (step.body.participant_left().participant_id() == participant) present = false;
  }
  return present;
}

// What the steps up to now have led to.
class Stage {
 public:
  void play(const Step& step) {
    if (step.line > 0) line_ = step.line;
    const auto& body = step.body;
    if (body.has_participant_joined()) return join(body.participant_joined().participant_id());
    if (body.has_participant_left()) return leave(body.participant_left().participant_id());
    if (body.has_hold()) return hold(body.hold().participant_id());
    if (body.has_resume()) return resume(body.resume().participant_id());
    if (body.has_spoken_turn()) return speak(body.spoken_turn().participant_id());
    if (body.has_chat_message()) return require_presence(body.chat_message().participant_id());
    if (body.has_email_message()) return write(body.email_message());
  }

 private:
  [[noreturn]] void fail(const std::string& message) const { throw ScenarioFault(line_, message); }

  void require_presence(const std::string& who) const {
    if (present_.count(who) == 0) fail(who + " is not there at this moment");
  }

  void join(const std::string& who) {
    if (!present_.insert(who).second) fail(who + " has joined already");
  }

  void leave(const std::string& who) {
    require_presence(who);
    if (!holder_.empty()) fail(holder_ + " is still on hold: add \"- resume: " + holder_ + "\" before anybody leaves");
    present_.erase(who);
  }

  void hold(const std::string& who) {
    require_presence(who);
    if (!holder_.empty()) fail(holder_ + " is holding already");
    holder_ = who;
  }

  void resume(const std::string& who) {
    if (holder_ != who) fail(who + " is not holding");
    holder_.clear();
  }

  void speak(const std::string& who) const {
    require_presence(who);
    if (!holder_.empty()) fail("nobody speaks during a hold: resume first");
  }

  void write(const v1::EmailMessage& email) {
    require_presence(email.participant_id());
    if (!email.in_reply_to().empty() && message_ids_.count(email.in_reply_to()) == 0) {
      fail("no earlier e-mail has the message_id " + email.in_reply_to());
    }
    if (!message_ids_.insert(email.message_id()).second) fail("message_id " + email.message_id() + " is used twice");
  }

  int line_ = 1;
  std::set<std::string> present_;
  std::set<std::string> message_ids_;
  // Whoever put the other on hold; empty when nobody did.
  std::string holder_;
};

}  // namespace

void complete_steps(std::vector<Step>& steps, const v1::InterviewOpened& opening) {
  for (auto& step : steps) {
    if (!step.body.has_participant_joined()) continue;
    auto& joined = *step.body.mutable_participant_joined();
    joined.set_name(name_of(joined.participant_id(), opening));
  }
  for (const char* participant : {kCandidateId, kInterlocutorId}) {
    if (!joins_in_the_script(steps, participant)) steps.insert(steps.begin(), implied_join(participant, opening));
  }
  for (const char* participant : {kInterlocutorId, kCandidateId}) {
    if (stays(steps, participant)) steps.push_back(implied_leave(participant));
  }
}

void check_steps(const std::vector<Step>& steps) {
  Stage stage;
  for (const auto& step : steps) stage.play(step);
}

}  // namespace regard::simulator

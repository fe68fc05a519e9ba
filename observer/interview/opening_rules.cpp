#include "observer/interview/opening_rules.hpp"

#include <set>
#include <string>
#include <utility>

#include "observer/field_checks.hpp"
#include "observer/interview/briefing.hpp"
#include "observer/interview/limits.hpp"

namespace regard::observer {
namespace {

std::string path(const std::string& field) { return "body.interview_opened." + field; }

MaybeRefusal check_block(const Referential& referential, const std::string& code) {
  if (!referential.has_block(code)) {
    return invalid_field(path("block_code"), "the referential has no block \"" + code + "\"");
  }
  if (!referential.observes_interviews(code)) {
    return invalid_field(path("block_code"), "block " + code + " is not assessed by observing interviews");
  }
  return std::nullopt;
}

// Values of an enum that a newer client may know and this server does not arrive as numbers: they are refused.
MaybeRefusal check_enums(const v1::InterviewOpened& opened) {
  if (opened.channel() == v1::CHANNEL_UNSPECIFIED || !v1::Channel_IsValid(opened.channel())) {
    return invalid_field(path("channel"), "the channel is missing or unknown");
  }
  if (!v1::InterlocutorSide_IsValid(opened.interlocutor().side())) {
    return invalid_field(path("interlocutor.side"), "the side is unknown");
  }
  return std::nullopt;
}

MaybeRefusal check_interlocutor(const v1::Interlocutor& interlocutor) {
  if (auto refusal = check_line(interlocutor.name(), limits::kMaxNameChars, path("interlocutor.name"))) {
    return refusal;
  }
  return check_line(interlocutor.description(), limits::kMaxDescriptionChars, path("interlocutor.description"));
}

const Account* find_account(const People& people, const v1::Person& person) {
  if (person.account_id().empty()) return people.by_login(person.login());
  const auto id = Uuid::parse(person.account_id());
  return id ? people.by_id(*id) : nullptr;
}

MaybeRefusal complete_person(const People& people, v1::Role role, const std::string& field, v1::Person& person) {
  if (person.account_id().empty() && person.login().empty()) {
    return invalid_field(field, "the person is missing: give an account_id or a login");
  }
  const Account* account = find_account(people, person);
  // One refusal for both: who may open an interview need not learn who else has an account.
  if (account == nullptr || account->role != role || account->is_disabled) {
    return invalid_field(field, "no account with the role " + v1::Role_Name(role) + " has this account_id or login");
  }
  person.set_account_id(account->account_id.to_string());
  person.set_name(account->name);
  person.clear_login();
  return std::nullopt;
}

// At least one: an interview that nobody marks would never be assessed. One is enough, because in a simulated interview
// the other of the pair may hold the situation (B3.M.R1, B4.M.R1: "avec un évaluateur"); never more than the pair.
MaybeRefusal complete_assessors(const People& people, v1::InterviewOpened& opened) {
  const int count = opened.assessors_size();
  if (count < 1 || count > limits::kMaxAssessors) {
    return invalid_field(path("assessors"), "one or two assessors are expected, got " + std::to_string(count));
  }
  std::set<std::string> seen_ids;
  for (int index = 0; index < count; ++index) {
    const std::string field = path("assessors[" + std::to_string(index) + "]");
    v1::Person& assessor = *opened.mutable_assessors(index);
    if (auto refusal = complete_person(people, v1::ROLE_ASSESSOR, field, assessor)) return refusal;
    if (!seen_ids.insert(assessor.account_id()).second) {
      return invalid_field(field, "the assessor is named twice");
    }
  }
  return std::nullopt;
}

MaybeRefusal complete_people(const People& people, v1::InterviewOpened& opened) {
  if (auto refusal = complete_person(people, v1::ROLE_CANDIDATE, path("candidate"), *opened.mutable_candidate())) {
    return refusal;
  }
  if (opened.has_role_player()) {
    if (auto refusal =
            complete_person(people, v1::ROLE_ROLE_PLAYER, path("role_player"), *opened.mutable_role_player())) {
      return refusal;
    }
  }
  return complete_assessors(people, opened);
}

}  // namespace

std::expected<v1::InterviewOpened, Refusal> complete_opening(const Referential& referential, const People& people,
                                                             v1::InterviewOpened opened) {
  if (auto refusal = check_required_line(opened.title(), limits::kMaxTitleChars, path("title"))) {
    return std::unexpected(*std::move(refusal));
  }
  if (auto refusal = check_block(referential, opened.block_code())) return std::unexpected(*std::move(refusal));
  if (auto refusal = check_enums(opened)) return std::unexpected(*std::move(refusal));
  if (auto refusal = check_interlocutor(opened.interlocutor())) return std::unexpected(*std::move(refusal));
  if (auto refusal = complete_people(people, opened)) return std::unexpected(*std::move(refusal));
  if (auto refusal = check_brief(opened)) return std::unexpected(*std::move(refusal));
  opened.set_referential_version(referential.version());
  return opened;
}

void take_completion_out(const People& people, v1::InterviewOpened& opened) {
  const auto name_by_account = [&people](v1::Person& person) {
    if (const Account* account = find_account(people, person)) person.set_account_id(account->account_id.to_string());
    person.clear_name();
    person.clear_login();
  };
  name_by_account(*opened.mutable_candidate());
  if (opened.has_role_player()) name_by_account(*opened.mutable_role_player());
  for (v1::Person& assessor : *opened.mutable_assessors()) name_by_account(assessor);
  opened.clear_referential_version();
  opened.clear_brief();
}

}  // namespace regard::observer

#include "tests/observer/support/world.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <utility>

namespace regard::observer::testing {

const std::string& referential_json() {
  static const std::string kJson = [] {
    std::ifstream file(REGARD_REFERENTIAL_FILE);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return kJson;
}

const Referential& official_referential() {
  static const Referential kReferential = Referential::parse(referential_json()).value();
  return kReferential;
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
}

const Account& Directory::add(Account account) {
  const AccountId id = account.account_id;
  return accounts_.emplace(id, std::move(account)).first->second;
}

const Account* Directory::by_id(AccountId id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

const Account* Directory::by_login(std::string_view login) const {
  for (const auto& [id, account] : accounts_) {
    if (account.login == login) return &account;
  }
  return nullptr;
}

World::World(std::uint64_t seed)
    : random(seed),
      alice(add("alice", v1::ROLE_ASSESSOR)),
      bruno(add("bruno", v1::ROLE_ASSESSOR)),
      chantal(add("chantal", v1::ROLE_ASSESSOR)),
      denis(add("denis", v1::ROLE_CANDIDATE)),
      other_candidate(add("other-candidate", v1::ROLE_CANDIDATE)),
      renee(add("renee", v1::ROLE_ROLE_PLAYER)),
      other_role_player(add("other-role-player", v1::ROLE_ROLE_PLAYER)),
      odile(add("odile", v1::ROLE_ORGANISER)),
      quentin(add("quentin", v1::ROLE_QUALITY_MANAGER)),
      platform(add("platform", v1::ROLE_INTEGRATION)),
      recordings({official_referential(), people, random}) {}

const Account& World::add(const std::string& login, v1::Role role) {
  Account account;
  account.account_id = random.uuid();
  account.login = login;
  account.name = "Name of " + login;
  account.role = role;
  return people.add(std::move(account));
}

std::expected<std::vector<Draft>, Refusal> World::publish(const Account& author, RecordingId recording,
                                                          const v1::EventBody& body) {
  auto admission = recordings.admit({author.account_id, author.role}, recording, body, {now_mono_ns, 0});
  if (!admission) return std::unexpected(admission.error());
  std::vector<Draft> drafts = std::move(admission->added);
  drafts.insert(drafts.begin(), {recording, admission->family_id, admission->completed.value_or(body)});
  for (const Draft& draft : drafts) {
    EventHeader header;
    header.recording_id = draft.recording_id;
    header.sequence = ++sequences_[draft.recording_id];
    header.event_id = random.uuid();
    header.kind = static_cast<std::uint32_t>(draft.body.kind_case());
    header.server_mono_ns = ++now_mono_ns;
    header.server_wall_ns = now_mono_ns;
    header.author = {author.account_id, author.role};
    const auto applied = recordings.apply(header, &draft.body, draft.family_id);
    INFO((applied ? "" : applied.error()));
    REQUIRE(applied.has_value());
    if (commits) (*applied)->aggregate->committed(header.sequence);
    folded.push_back({header, draft.body, draft.family_id});
  }
  return drafts;
}

std::vector<Draft> World::publish_accepted(const Account& author, RecordingId recording, const v1::EventBody& body) {
  auto drafts = publish(author, recording, body);
  INFO((drafts ? "" : drafts.error().field + ": " + drafts.error().message));
  REQUIRE(drafts.has_value());
  return *std::move(drafts);
}

Refusal World::refusal_of(const Account& author, RecordingId recording, const v1::EventBody& body) {
  const auto drafts = recordings.admit({author.account_id, author.role}, recording, body, {now_mono_ns, 0});
  INFO(body.ShortDebugString());
  REQUIRE_FALSE(drafts.has_value());
  CHECK_FALSE(drafts.error().message.empty());
  return drafts.error();
}

v1::InterviewOpened World::opening(v1::Channel channel) const {
  v1::InterviewOpened opened;
  opened.set_title("Devis dentaire : reste à charge");
  opened.set_block_code("B1");
  opened.set_channel(channel);
  opened.mutable_candidate()->set_login(denis.login);
  opened.mutable_role_player()->set_login(renee.login);
  opened.mutable_interlocutor()->set_name("Mme Lefèvre");
  opened.add_assessors()->set_login(alice.login);
  opened.add_assessors()->set_account_id(bruno.account_id.to_string());
  return opened;
}

RecordingId World::open_interview(v1::Channel channel) { return open_interview(opening(channel)); }

RecordingId World::open_interview(const v1::InterviewOpened& opened) {
  const RecordingId interview = random.uuid();
  v1::EventBody body;
  *body.mutable_interview_opened() = opened;
  publish_accepted(odile, interview, body);
  return interview;
}

void World::close_interview(RecordingId interview) { publish_accepted(odile, interview, closing()); }

RecordingId World::marking_of(RecordingId interview, const Account& assessor) const {
  const InterviewFamily* family = recordings.interview(interview);
  REQUIRE(family != nullptr);
  const Marking* marking = family->marking_of(assessor.account_id);
  INFO(assessor.login);
  REQUIRE(marking != nullptr);
  return marking->recording_id;
}

const Interview& World::interview_of(RecordingId interview) const {
  const InterviewFamily* family = recordings.interview(interview);
  REQUIRE(family != nullptr);
  return family->interview;
}

void World::close_marking(RecordingId interview, const Account& assessor) {
  publish_accepted(assessor, marking_of(interview, assessor), marking_closing());
}

v1::EventBody joined(const std::string& participant, const std::string& account_id) {
  v1::EventBody body;
  body.mutable_participant_joined()->set_participant_id(participant);
  body.mutable_participant_joined()->set_name("Name of " + participant);
  body.mutable_participant_joined()->set_account_id(account_id);
  return body;
}

v1::EventBody left(const std::string& participant) {
  v1::EventBody body;
  body.mutable_participant_left()->set_participant_id(participant);
  return body;
}

v1::EventBody turn(const std::string& participant, const std::string& text) {
  v1::EventBody body;
  body.mutable_spoken_turn()->set_participant_id(participant);
  body.mutable_spoken_turn()->set_text(text);
  body.mutable_spoken_turn()->set_duration_ms(2'000);
  return body;
}

v1::EventBody turn_start(const std::string& participant, const std::string& turn_id) {
  v1::EventBody body;
  body.mutable_turn_started()->set_participant_id(participant);
  body.mutable_turn_started()->set_turn_id(turn_id);
  return body;
}

v1::EventBody turn_part(const std::string& participant, const std::string& turn_id, const std::string& text) {
  v1::EventBody body;
  body.mutable_turn_part()->set_participant_id(participant);
  body.mutable_turn_part()->set_turn_id(turn_id);
  body.mutable_turn_part()->set_text(text);
  return body;
}

v1::EventBody turn_end(const std::string& participant, const std::string& turn_id) {
  v1::EventBody body = turn(participant);
  body.mutable_spoken_turn()->set_turn_id(turn_id);
  return body;
}

v1::EventBody chat(const std::string& participant, const std::string& text) {
  v1::EventBody body;
  body.mutable_chat_message()->set_participant_id(participant);
  body.mutable_chat_message()->set_text(text);
  return body;
}

v1::EventBody email(const std::string& participant) {
  v1::EventBody body;
  v1::EmailMessage& message = *body.mutable_email_message();
  message.set_participant_id(participant);
  message.set_message_id("1@mutuelle.example");
  message.set_from("Mme Lefèvre <lefevre@example.org>");
  message.add_to("contact@mutuelle.example");
  message.set_subject("Remboursement");
  message.set_text("Bonjour,\n\nOù en est mon dossier ?");
  return body;
}

v1::EventBody hold(const std::string& participant) {
  v1::EventBody body;
  body.mutable_hold()->set_participant_id(participant);
  return body;
}

v1::EventBody resume(const std::string& participant) {
  v1::EventBody body;
  body.mutable_resume()->set_participant_id(participant);
  return body;
}

v1::EventBody note(const std::string& text) {
  v1::EventBody body;
  body.mutable_note()->set_text(text);
  return body;
}

v1::EventBody closing() {
  v1::EventBody body;
  body.mutable_interview_closed();
  return body;
}

v1::EventBody mark(Uuid mark_id, const std::string& code) {
  v1::EventBody body;
  v1::Mark& mark = *body.mutable_mark();
  mark.set_mark_id(mark_id.to_string());
  mark.set_indicator_code(code);
  mark.set_observation(v1::OBSERVATION_OBSERVED);
  mark.mutable_observed_at();
  return body;
}

v1::EventBody correction(Uuid mark_id, const std::string& code) {
  v1::EventBody body;
  *body.mutable_mark_corrected()->mutable_mark() = mark(mark_id, code).mark();
  return body;
}

v1::EventBody withdrawal(Uuid mark_id) {
  v1::EventBody body;
  body.mutable_mark_withdrawn()->set_mark_id(mark_id.to_string());
  return body;
}

v1::EventBody brief_change(const std::string& text) {
  v1::EventBody body;
  body.mutable_brief_changed()->set_text(text);
  return body;
}

v1::EventBody seal_lifting(const std::string& reason) {
  v1::EventBody body;
  body.mutable_seal_lifted()->set_reason(reason);
  return body;
}

v1::EventBody marking_closing() {
  v1::EventBody body;
  body.mutable_marking_closed();
  return body;
}

}  // namespace regard::observer::testing

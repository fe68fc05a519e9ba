#include "tests/bench/million/interview_maker.hpp"

#include <array>
#include <string_view>

namespace regard::bench {
namespace {

using observer::StampedEvent;

constexpr std::array<std::string_view, 12> kSubjects = {
    "Devis dentaire",   "Réclamation",       "Remboursement optique", "Changement d'adresse",
    "Résiliation",      "Tiers payant",      "Hospitalisation",       "Carte de mutuelle",
    "Arrêt de travail", "Ajout d'un enfant", "Prélèvement rejeté",    "Médecines douces"};
constexpr std::array<std::string_view, 8> kTurns = {"reste à charge",  "délai dépassé", "dossier incomplet",
                                                    "adhérent pressé", "second appel",  "demande de geste",
                                                    "pièce manquante", "désaccord"};
constexpr std::array<std::string_view, 3> kBlocks = {"B1", "B3", "B4"};
constexpr std::array<std::string_view, 20> kSyllables = {"ba",  "ber", "cha", "du",  "fon", "gar", "le",
                                                         "lin", "ma",  "mar", "mo",  "nel", "pe",  "ri",
                                                         "rou", "sa",  "tin", "tho", "val", "vi"};
// Of a conversation's twenty events: opened, closed; of its marking's: opened, marks, closed.
constexpr std::uint64_t kTurnCount = 12;
constexpr std::uint64_t kMarkCount = 4;

observer::AccountId account_id(std::uint8_t group, std::uint16_t n) {
  observer::AccountId id;
  id.bytes[0] = group;
  id.bytes[14] = static_cast<std::uint8_t>(n >> 8U);
  id.bytes[15] = static_cast<std::uint8_t>(n);
  return id;
}

v1::Person person(const observer::AccountId& account_id, std::size_t name) {
  v1::Person person;
  person.set_account_id(account_id.to_string());
  person.set_name(InterviewMaker::surname(name) + " " + InterviewMaker::surname(name * 31 + 7));
  return person;
}

}  // namespace

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
}

observer::AccountId candidate_id(std::uint16_t n) { return account_id(1, n); }
observer::AccountId assessor_id(std::uint16_t n) { return account_id(3, n); }

std::string InterviewMaker::surname(std::size_t n) {
  std::string name;
  for (int i = 0; i < 3; ++i, n /= kSyllables.size()) name += kSyllables[n % kSyllables.size()];
  return name;
}

v1::InterviewOpened InterviewMaker::opening() {
  v1::InterviewOpened opened;
  opened.set_title(std::string(kSubjects[random_.below(kSubjects.size())]) + " : " +
                   std::string(kTurns[random_.below(kTurns.size())]));
  opened.set_block_code(std::string(kBlocks[random_.below(kBlocks.size())]));
  opened.set_channel(static_cast<v1::Channel>(1 + random_.below(4)));
  const auto candidate = static_cast<std::uint16_t>(random_.below(kCandidates));
  const auto role_player = static_cast<std::uint16_t>(random_.below(kRolePlayers));
  const auto assessor = static_cast<std::uint16_t>(random_.below(kAssessors));
  *opened.mutable_candidate() = person(candidate_id(candidate), candidate);
  *opened.mutable_role_player() = person(account_id(2, role_player), 3000U + role_player);
  *opened.add_assessors() = person(assessor_id(assessor), 4000U + assessor);
  opened.mutable_interlocutor()->set_name("Mme " + surname(random_.below(8000)));
  opened.mutable_interlocutor()->set_description("adhérente");
  return opened;
}

void InterviewMaker::add(std::vector<StampedEvent>& events, const observer::RecordingId& recording_id,
                         std::uint64_t sequence, std::uint32_t kind, const v1::EventBody& body) {
  StampedEvent& event = events.emplace_back();
  now_ns_ += 1'000'000;
  event.header.recording_id = recording_id;
  event.header.sequence = sequence;
  event.header.event_id = random_.uuid();
  event.header.kind = kind;
  event.header.server_mono_ns = now_ns_;
  event.header.server_wall_ns = kFirstWallNs + now_ns_;
  event.header.client_id = recording_id;
  event.header.client_seq = sequence;
  event.family_id = events.front().header.recording_id;
  event.payload = body.SerializeAsString();
}

void InterviewMaker::add_talk(std::vector<StampedEvent>& events, const observer::RecordingId& interview_id) {
  for (std::uint64_t i = 0; i < kTurnCount; ++i) {
    v1::EventBody body;
    body.mutable_spoken_turn()->set_participant_id(i % 2 == 0 ? "candidate" : "interlocutor");
    body.mutable_spoken_turn()->set_text("Je comprends, je regarde votre dossier tout de suite.");
    body.mutable_spoken_turn()->set_duration_ms(2500);
    add(events, interview_id, 2 + i, v1::EventBody::kSpokenTurn, body);
  }
}

void InterviewMaker::add_marks(std::vector<StampedEvent>& events, const observer::RecordingId& marking_id) {
  for (std::uint64_t i = 0; i < kMarkCount; ++i) {
    v1::EventBody body;
    v1::Mark& mark = *body.mutable_mark();
    mark.set_mark_id(random_.uuid().to_string());
    mark.set_indicator_code("B1.A1.C1.K2");
    mark.set_observation(v1::OBSERVATION_OBSERVED);
    add(events, marking_id, 2 + i, v1::EventBody::kMark, body);
  }
}

std::vector<StampedEvent> InterviewMaker::make(bool is_live) {
  now_ns_ += static_cast<std::int64_t>(random_.below(2U * static_cast<std::size_t>(kMeanPauseNs)));
  std::vector<StampedEvent> events;
  events.reserve(4 + kTurnCount + kMarkCount);
  const observer::RecordingId interview_id = random_.uuid();
  const observer::RecordingId marking_id = random_.uuid();
  v1::EventBody opened;
  *opened.mutable_interview_opened() = opening();
  add(events, interview_id, 1, v1::EventBody::kInterviewOpened, opened);
  v1::EventBody marking_opened;
  marking_opened.mutable_marking_opened()->set_interview_id(interview_id.to_string());
  *marking_opened.mutable_marking_opened()->mutable_assessor() = opened.interview_opened().assessors(0);
  add(events, marking_id, 1, v1::EventBody::kMarkingOpened, marking_opened);
  add_talk(events, interview_id);
  add_marks(events, marking_id);
  if (is_live) return events;
  v1::EventBody closed;
  closed.mutable_interview_closed();
  add(events, interview_id, 2 + kTurnCount, v1::EventBody::kInterviewClosed, closed);
  v1::EventBody marking_closed;
  marking_closed.mutable_marking_closed();
  // Some assessors have not finished.
  if (random_.below(50) != 0) add(events, marking_id, 2 + kMarkCount, v1::EventBody::kMarkingClosed, marking_closed);
  return events;
}

}  // namespace regard::bench

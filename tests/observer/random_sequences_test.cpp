// Seeded random publishing by everybody to everything: what holds however people and programs behave.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.

class RandomPlay {
 public:
  explicit RandomPlay(std::uint64_t seed) : world_(seed) {}

  void step() {
    world_.pass_ms(static_cast<std::int64_t>(world_.random.below(5'000)));
    if (world_.random.below(20) == 0) return open(any_account());
    const RecordingId recording = any_recording();
    const Account& author = any_author(recording);
    const auto drafts = world_.publish(author, recording, any_body());
    if (!drafts) {
      REQUIRE_FALSE(drafts.error().message.empty());
      return;
    }
    ++accepted_count;
    check_nobody_published_to_a_marking_but_its_assessor(author, recording);
  }

  // An independent reading of the seal, from the events alone.
  void check_seal() {
    for (const RecordingId interview_id : interviews_) {
      const InterviewFamily& interview = *world_.recordings.interview(interview_id);
      const bool is_finished =
          is_closed(interview_id) && std::ranges::all_of(interview.markings, [&](const auto& marking) {
            return is_closed(marking->recording_id);
          });
      for (const auto& marking : interview.markings) check_readers(interview.interview, *marking, is_finished);
    }
  }

  // A second registry that folds the same events ends up with the same interviews.
  void check_replay() {
    Recordings replayed = world_.recordings.make_empty();
    for (const auto& [header, body, family_id] : world_.folded) {
      const auto applied = replayed.apply(header, &body, family_id);
      REQUIRE(applied.has_value());
      (*applied)->aggregate->committed(header.sequence);
    }
    REQUIRE(replayed.families().size() == interviews_.size());
    for (const RecordingId interview_id : interviews_) {
      REQUIRE(told(*replayed.interview(interview_id)) == told(*world_.recordings.interview(interview_id)));
    }
  }

  int accepted_count = 0;
  int unsealed_count = 0;

 private:
  // Everything that a list says of an interview.
  static std::string told(const InterviewFamily& family) {
    const InterviewSummary summary = family.summary();
    std::string text = summary.opened.SerializeAsString() + std::to_string(summary.opened_mono_ns) + " " +
                       std::to_string(summary.closed_mono_ns) + (summary.is_sealed ? " sealed" : " unsealed");
    for (const MarkingSummary& marking : summary.markings) {
      text += marking.recording_id.to_string() + marking.assessor_name + (marking.is_closed ? " closed" : " open");
    }
    return text;
  }

  [[nodiscard]] std::vector<const Account*> accounts() const {
    return {&world_.alice, &world_.bruno, &world_.chantal, &world_.denis,    &world_.other_candidate,
            &world_.renee, &world_.odile, &world_.quentin, &world_.platform, &world_.other_role_player};
  }
  const Account& any_account() { return *accounts()[world_.random.below(accounts().size())]; }

  // A marking's assessor mostly, so that markings are finished often enough; else anybody.
  const Account& any_author(RecordingId recording) {
    const Recording* found = world_.recordings.find(recording);
    if (found == nullptr || world_.random.below(4) == 0) return any_account();
    for (const auto& marking : found->family->state.markings) {
      if (marking->recording_id == recording) return *world_.people.by_id(marking->assessor_id);
    }
    return any_account();
  }

  void open(const Account& author) {
    v1::EventBody body;
    *body.mutable_interview_opened() = world_.opening(static_cast<v1::Channel>(1 + world_.random.below(4)));
    if (world_.random.below(2) == 0) body.mutable_interview_opened()->mutable_assessors()->RemoveLast();
    const RecordingId interview = world_.random.uuid();
    const auto drafts = world_.publish(author, interview, body);
    if (!drafts) return;
    interviews_.push_back(interview);
    for (const Draft& draft : *drafts) recordings_.push_back(draft.recording_id);
  }

  RecordingId any_recording() {
    if (recordings_.empty() || world_.random.below(30) == 0) return world_.random.uuid();
    return recordings_[world_.random.below(recordings_.size())];
  }

  Uuid any_mark_id() {
    if (mark_ids_.empty() || world_.random.below(2) == 0) mark_ids_.push_back(world_.random.uuid());
    return mark_ids_[world_.random.below(mark_ids_.size())];
  }

  std::string any_turn_id() { return std::to_string(world_.random.below(2)); }

  v1::EventBody any_body() {
    const std::string participant = world_.random.below(2) == 0 ? "candidate" : "interlocutor";
    switch (world_.random.below(17)) {
      case 0:
        return joined(participant, (participant == "candidate" ? world_.denis : world_.renee).account_id.to_string());
      case 1:
        return left(participant);
      case 2:
        return turn(participant);
      case 3:
        return chat(participant);
      case 4:
        return email(participant);
      case 5:
        return hold(participant);
      case 6:
        return resume(participant);
      case 7:
        return note("Remarque");
      case 8:
        return closing();
      case 9:
        return correction(any_mark_id());
      case 10:
        return withdrawal(any_mark_id());
      case 11:
        return marking_closing();
      case 12:
        return turn_start(participant, any_turn_id());
      case 13:
        return turn_part(participant, any_turn_id());
      case 14:
        return turn_end(participant, any_turn_id());
      default:
        return mark(any_mark_id());
    }
  }

  void check_nobody_published_to_a_marking_but_its_assessor(const Account& author, RecordingId recording) {
    for (const auto& marking : world_.recordings.find(recording)->family->state.markings) {
      if (marking->recording_id == recording) REQUIRE(marking->assessor_id == author.account_id);
    }
  }

  [[nodiscard]] bool is_closed(RecordingId recording) const {
    return std::ranges::any_of(world_.folded, [&](const World::Folded& folded) {
      return folded.header.recording_id == recording &&
             (folded.body.has_interview_closed() || folded.body.has_marking_closed());
    });
  }

  void check_readers(const Interview& interview, const Marking& marking, bool is_finished) {
    unsealed_count += is_finished ? 1 : 0;
    for (const Account* account : accounts()) {
      const bool is_own = marking.assessor_id == account->account_id;
      const bool is_insider =
          interview.seats.is_assessor(account->account_id) || account == &world_.odile || account == &world_.quentin;
      const bool may_read = is_own || (is_finished && is_insider);
      REQUIRE(world_.recordings.may_read(reader_of(*account), marking.recording_id).has_value() == may_read);
    }
  }

  World world_;
  std::vector<RecordingId> interviews_;
  std::vector<RecordingId> recordings_;
  std::vector<Uuid> mark_ids_;
};

TEST_CASE("whatever people publish, accepted events fold, the seal holds and a replay ends in the same state") {
  int accepted_count = 0;
  int unsealed_count = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    RandomPlay play(seed);
    for (int step = 0; step < 600; ++step) {
      play.step();
      if (step % 20 == 0) play.check_seal();
    }
    play.check_replay();
    accepted_count += play.accepted_count;
    unsealed_count += play.unsealed_count;
  }
  // The play must reach what it is about.
  CHECK(accepted_count > 1'000);
  CHECK(unsealed_count > 100);
}

}  // namespace
}  // namespace regard::observer

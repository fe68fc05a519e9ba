// Events whose bodies were erased: what is known of them still folds, and what followed them is not held against them.
#include <catch2/catch.hpp>

#include "observer/recordings/kind_table.hpp"
#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the bodies read as sentences.

// An interview on each channel with every kind of event that there is.
struct Eventful : World {
  Eventful() {
    for (const auto channel : {v1::CHANNEL_PHONE, v1::CHANNEL_CHAT, v1::CHANNEL_EMAIL})
      interviews.push_back(live(channel));
  }

  RecordingId live(v1::Channel channel) {
    v1::InterviewOpened opened = opening(channel);
    opened.set_brief("Vous avez perdu votre carte.");
    const RecordingId interview = open_interview(opened);
    publish_accepted(odile, recordings.interview(interview)->brief_id, brief_change("Vous êtes pressé."));
    for (const auto& body : {joined("candidate"), joined("interlocutor"), hold("candidate"), resume("candidate")}) {
      publish_accepted(platform, interview, body);
    }
    if (channel == v1::CHANNEL_PHONE) {
      for (const auto& body : {turn("candidate"), turn_start("candidate", "1"), turn_part("candidate", "1"),
                               turn_end("candidate", "1"), turn_start("candidate", "2")}) {
        publish_accepted(platform, interview, body);
      }
    }
    if (channel == v1::CHANNEL_CHAT) publish_accepted(platform, interview, chat("candidate"));
    if (channel == v1::CHANNEL_EMAIL) publish_accepted(platform, interview, email("candidate"));
    for (const auto& body : {note("Remarque"), left("interlocutor"), left("candidate")}) {
      publish_accepted(platform, interview, body);
    }
    const RecordingId marking = marking_of(interview, alice);
    const Uuid mark_id = random.uuid();
    for (const auto& body : {mark(mark_id), withdrawal(mark_id), correction(mark_id)}) {
      publish_accepted(alice, marking, body);
    }
    close_interview(interview);
    close_marking(interview, alice);
    return interview;
  }

  // Folds everything again, with the bodies erased that are to be.
  Recordings fold_again(const auto& is_erased) {
    Recordings again = recordings.make_empty();
    for (const auto& [header, body, family_id] : folded) {
      const auto applied = again.apply(header, is_erased(header) ? nullptr : &body, family_id);
      INFO((applied ? "" : applied.error()));
      REQUIRE(applied.has_value());
      (*applied)->aggregate->committed(header.sequence);
    }
    return again;
  }

  std::vector<RecordingId> interviews;
};

TEST_CASE_METHOD(Eventful, "whatever kind of event was erased, the journal folds, and who may read is as it was") {
  for (const KindRow& row : kind_table()) {
    INFO(kind_name(row.kind));
    const Recordings again = fold_again([&](const EventHeader& header) { return Kind(header.kind) == row.kind; });
    for (const RecordingId interview : interviews) {
      const InterviewFamily* family = again.interview(interview);
      REQUIRE(family != nullptr);
      CHECK_FALSE(family->interview.is_live());
      CHECK(family->is_sealed());
      CHECK(family->markings.size() == 2);
      CHECK(again.may_read(reader_of(odile), interview).has_value());
      // Only who sat where is forgotten with the opening that said it.
      CHECK(again.may_read(reader_of(denis), interview).has_value() == (row.kind != Kind::kInterviewOpened));
      const bool knows_assessor = row.kind != Kind::kMarkingOpened;
      CHECK(again.may_read(reader_of(alice), marking_of(interview, alice)).has_value() == knows_assessor);
      CHECK_FALSE(again.may_read(reader_of(alice), marking_of(interview, bruno)).has_value());
    }
  }
}

TEST_CASE_METHOD(Eventful, "each event alone may be erased") {
  for (const Folded& erased : folded) {
    (void)fold_again([&](const EventHeader& header) {
      return header.recording_id == erased.header.recording_id && header.sequence == erased.header.sequence;
    });
  }
}

TEST_CASE_METHOD(Eventful, "the seal is lifted by closings whose words were erased") {
  close_marking(interviews.front(), bruno);
  const Recordings again = fold_again([](const EventHeader& header) {
    return Kind(header.kind) == Kind::kInterviewClosed || Kind(header.kind) == Kind::kMarkingClosed;
  });
  CHECK_FALSE(again.interview(interviews.front())->is_sealed());
  CHECK(again.may_read(reader_of(bruno), marking_of(interviews.front(), alice)).has_value());
}

TEST_CASE("marking goes on after a mark was erased, and the erased one is not known any more") {
  World world;
  const RecordingId interview = world.open_interview();
  const RecordingId marking = world.marking_of(interview, world.alice);
  const Uuid erased_id = world.random.uuid();
  world.publish_accepted(world.alice, marking, mark(erased_id));
  Recordings again = world.recordings.make_empty();
  for (const auto& [header, body, family_id] : world.folded) {
    const bool is_erased = body.has_mark();
    REQUIRE(again.apply(header, is_erased ? nullptr : &body, family_id).has_value());
  }
  const Author alice{world.alice.account_id, world.alice.role};
  CHECK(again.admit(alice, marking, mark(world.random.uuid()), {world.now_mono_ns, 0}).has_value());
  const auto refused = again.admit(alice, marking, correction(erased_id), {world.now_mono_ns, 0});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().field == "body.mark_corrected.mark.mark_id");
}

TEST_CASE("a turn goes on after its beginning was erased, and marks name it where it is known again") {
  World world;
  const RecordingId interview = world.open_interview();
  world.publish_accepted(world.platform, interview, joined("candidate"));
  world.publish_accepted(world.platform, interview, turn_start("candidate", "1"));
  world.publish_accepted(world.platform, interview, turn_part("candidate", "1"));
  world.publish_accepted(world.platform, interview, turn_end("candidate", "1"));
  const EventId end_id = world.folded.back().header.event_id;
  Recordings again = world.recordings.make_empty();
  EventId erased_id;
  for (const auto& [header, body, family_id] : world.folded) {
    if (body.has_turn_started()) erased_id = header.event_id;
    REQUIRE(again.apply(header, body.has_turn_started() ? nullptr : &body, family_id).has_value());
  }
  const Interview& folded = again.interview(interview)->interview;
  CHECK(folded.message_event_ids == std::unordered_set{erased_id, end_id});
  const Author platform{world.platform.account_id, world.platform.role};
  for (const auto& body : {turn_part("candidate", "1"), turn_end("candidate", "1"), turn_start("candidate", "1")}) {
    CHECK(again.admit(platform, interview, body, {world.now_mono_ns, 0}).has_value());
  }
}

TEST_CASE("a conversation goes on after a joining was erased: who is there is then not held against anybody") {
  World world;
  const RecordingId interview = world.open_interview();
  world.publish_accepted(world.platform, interview, joined("candidate"));
  Recordings again = world.recordings.make_empty();
  for (const auto& [header, body, family_id] : world.folded) {
    REQUIRE(again.apply(header, body.has_participant_joined() ? nullptr : &body, family_id).has_value());
  }
  const Author platform{world.platform.account_id, world.platform.role};
  CHECK(again.admit(platform, interview, turn("candidate"), {world.now_mono_ns, 0}).has_value());
}

}  // namespace
}  // namespace regard::observer

#include "gateway/simulator/interview_run.hpp"

#include <catch2/catch.hpp>

#include "gateway/simulator/limits.hpp"
#include "tests/simulator/scripted_server.hpp"

using namespace regard::simulator;
namespace v1 = regard::v1;
using Phase = InterviewRun::Phase;

namespace {

// An opening, notes at the given positions, and a closing with the last of them.
Schedule schedule_of(const std::vector<std::int64_t>& note_positions_ms) {
  Schedule schedule(1);
  schedule.front().body.mutable_interview_opened()->set_title("Essai");
  for (const auto at_ms : note_positions_ms) {
    schedule.push_back({at_ms, {}});
    schedule.back().body.mutable_note()->set_text(std::to_string(at_ms));
  }
  schedule.push_back({note_positions_ms.empty() ? 0 : note_positions_ms.back(), {}});
  schedule.back().body.mutable_interview_closed()->set_reason("fin");
  return schedule;
}

InterviewRun run_of(const std::vector<std::int64_t>& note_positions_ms) {
  return InterviewRun({"recording", "client"}, schedule_of(note_positions_ms), 1);
}

Moment at(std::int64_t ms) { return {ms, ms * 1000}; }

// Connects at `now` and answers the first probe, so that the script begins or goes on.
std::vector<v1::ClientFrame> go_live(InterviewRun& run, Moment now) {
  REQUIRE(run.wants_connection(now));
  run.connecting();
  run.connected(now);
  run.received(now, welcome());
  const auto probe = run.due_frames(now);
  REQUIRE(probe.front().has_clock_probe());
  run.received(now, clock_reading(probe.front().clock_probe()));
  return run.due_frames(now);
}

std::vector<std::uint64_t> published(const std::vector<v1::ClientFrame>& frames) {
  std::vector<std::uint64_t> sequence;
  for (const auto& frame : frames) {
    if (frame.has_publish()) sequence.push_back(frame.publish().client_seq());
  }
  return sequence;
}

using Sequence = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("the script begins with the first reading of the trusted clock, and every event is stamped with it") {
  auto run = run_of({});
  const auto frames = go_live(run, at(5'000));
  REQUIRE(published(frames) == Sequence{1, 2});
  CHECK(frames[0].publish().body().has_interview_opened());
  CHECK(frames[0].publish().client_time().client_wall_us() == 5'000'000);
}

TEST_CASE("events are published when they are due, and the run says when that is") {
  auto run = run_of({1'000, 4'000});
  CHECK(published(go_live(run, at(0))) == Sequence{1});
  CHECK(run.wake_at_ms() == 1'000);
  CHECK(published(run.due_frames(at(999))).empty());
  CHECK(published(run.due_frames(at(1'000))) == Sequence{2});
  CHECK(published(run.due_frames(at(4'000))) == Sequence{3, 4});
}

TEST_CASE("a run is finished when its last event is acknowledged, not before") {
  auto run = run_of({});
  go_live(run, at(0));
  run.received(at(1), ack(1));
  CHECK(run.phase() == Phase::kLive);
  run.received(at(2), ack(2));
  CHECK(run.phase() == Phase::kFinished);
  CHECK(run.counts().acknowledged == 2);
}

TEST_CASE(
    "a lost connection is made again after a back-off and unacknowledged events are sent again at their own time") {
  auto run = run_of({1'000});
  go_live(run, at(0));
  run.received(at(10), ack(1));
  REQUIRE(published(run.due_frames(at(1'000))) == Sequence{2, 3});
  run.disconnected(at(1'500), "connection closed (1012)");
  CHECK(run.phase() == Phase::kWaiting);
  CHECK_FALSE(run.wants_connection(at(1'500)));
  REQUIRE(run.wake_at_ms().has_value());
  const auto again = go_live(run, at(*run.wake_at_ms()));
  CHECK(published(again).empty());  // They went with the probe, before its answer.
  CHECK(run.counts().sent_again == 2);
  run.received(at(3'000), ack(3));
  CHECK(run.phase() == Phase::kFinished);
}

TEST_CASE("an interview goes on while the connection is lost") {
  auto run = run_of({1'000, 2'000, 3'000});
  go_live(run, at(0));
  run.disconnected(at(500), "lost");
  CHECK(run.due_frames(at(2'500)).empty());
  run.connecting();
  run.connected(at(2'600));
  run.received(at(2'600), welcome());
  const auto frames = run.due_frames(at(2'600));
  REQUIRE(published(frames) == Sequence{1, 2, 3});
  CHECK(frames.back().publish().client_time().client_wall_us() == 2'500'000);
}

TEST_CASE("waits between attempts grow up to their limit, and without progress the run is given up") {
  auto run = run_of({1'000});
  std::int64_t now_ms = 0;
  std::int64_t longest_wait_ms = 0;
  while (!run.is_over()) {
    REQUIRE(run.wants_connection(at(now_ms)));
    run.connecting();
    run.disconnected(at(now_ms), "connection refused");
    if (run.is_over()) break;
    longest_wait_ms = std::max(longest_wait_ms, *run.wake_at_ms() - now_ms);
    now_ms = *run.wake_at_ms();
  }
  CHECK(run.phase() == Phase::kUnreachable);
  CHECK(run.problem() == "connection refused");
  CHECK(longest_wait_ms <= limits::kBackoffMaxMs);
  CHECK(longest_wait_ms >= limits::kBackoffMaxMs / 2);
  CHECK(now_ms >= limits::kGiveUpAfterMs);
}

TEST_CASE("a refused event ends the interview with code, message and field") {
  auto run = run_of({1'000});
  go_live(run, at(0));
  auto frame = error(v1::ERROR_CODE_INVALID_FIELD);
  frame.mutable_error()->set_message("nobody has this login");
  frame.mutable_error()->set_field("body.interview_opened.candidate");
  run.received(at(10), frame);
  CHECK(run.phase() == Phase::kRefused);
  CHECK(run.refused_count() == 1);
  CHECK(run.problem() == "ERROR_CODE_INVALID_FIELD: nobody has this login (body.interview_opened.candidate)");
}

TEST_CASE("a server that stops, is at a limit, or has a poisoned or unreadable store is tried again later") {
  for (const auto code : {v1::ERROR_CODE_SHUTTING_DOWN, v1::ERROR_CODE_LIMIT_REACHED, v1::ERROR_CODE_STORE_POISONED,
                          v1::ERROR_CODE_STORE_UNREADABLE}) {
    auto run = run_of({});
    go_live(run, at(0));
    run.received(at(10), error(code));
    CHECK(run.phase() == Phase::kWaiting);
  }
  auto run = run_of({});
  go_live(run, at(0));
  run.received(at(10), poisoned_store());
  CHECK(run.phase() == Phase::kWaiting);
  CHECK_THAT(run.problem(), Catch::Contains("disk full"));
}

TEST_CASE("a server that has lost what it acknowledged is not played to any longer") {
  auto run = run_of({1'000});
  go_live(run, at(0));
  run.received(at(10), ack(1));
  auto frame = error(v1::ERROR_CODE_OUT_OF_ORDER);
  frame.mutable_error()->set_expected_client_seq(1);
  run.received(at(20), frame);
  CHECK(run.phase() == Phase::kRefused);
  CHECK_THAT(run.problem(), Catch::Contains("lost what it acknowledged"));
}

TEST_CASE("a quiet interview sends a sign of life, and a server that does not answer is taken for lost") {
  auto run = run_of({100'000});
  go_live(run, at(0));
  run.received(at(1), ack(1));
  CHECK(run.wake_at_ms() == limits::kProbeIntervalMs);
  const auto frames = run.due_frames(at(limits::kProbeIntervalMs));
  REQUIRE(frames.size() == 1);
  CHECK(frames[0].has_clock_probe());
  CHECK(run.due_frames(at(limits::kProbeIntervalMs + limits::kAnswerDeadlineMs)).empty());
  CHECK(run.phase() == Phase::kWaiting);
}

TEST_CASE("an event that is never acknowledged makes the connection count as lost") {
  auto run = run_of({1'000'000});
  go_live(run, at(0));
  for (std::int64_t now_ms = 0; now_ms < limits::kAckDeadlineMs; now_ms += limits::kProbeIntervalMs) {
    for (const auto& frame : run.due_frames(at(now_ms))) {
      if (frame.has_clock_probe()) run.received(at(now_ms), clock_reading(frame.clock_probe()));
    }
  }
  CHECK(run.phase() == Phase::kLive);
  CHECK(run.due_frames(at(limits::kAckDeadlineMs)).empty());
  CHECK(run.phase() == Phase::kWaiting);
}

TEST_CASE("hanging up leaves the rest of the script out and closes the interview") {
  auto run = run_of({1'000, 2'000, 3'000});
  go_live(run, at(0));
  run.received(at(1), ack(1));
  run.hang_up(at(500), "simulateur arrêté");
  const auto frames = run.due_frames(at(500));
  REQUIRE(published(frames) == Sequence{2});
  CHECK(frames[0].publish().body().interview_closed().reason() == "simulateur arrêté");
  run.received(at(510), ack(2));
  CHECK(run.phase() == Phase::kFinished);
}

TEST_CASE("hanging up before the interview began ends it without a trace") {
  auto run = run_of({1'000});
  run.hang_up(at(0), "simulateur arrêté");
  CHECK(run.phase() == Phase::kFinished);
  CHECK(run.counts().sent == 0);
}

TEST_CASE("whatever connections are lost, every event is stored once and in order") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    auto run = run_of({10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200});
    UnreliableServer server(seed);
    server.play(run);
    REQUIRE(run.phase() == Phase::kFinished);
    CHECK(server.stored_count() == 22);
    CHECK(server.has_stored_in_order());
    CHECK(run.counts().acknowledged == 22);
  }
}

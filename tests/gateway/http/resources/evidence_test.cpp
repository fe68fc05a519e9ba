#include "gateway/http/resources/evidence.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

const auto kInterview = *observer::Uuid::parse("6f1d2c3b-0000-4000-8000-000000000001");
const auto kAlicesMarking = *observer::Uuid::parse("6f1d2c3b-0000-4000-8000-000000000002");
const auto kBrunosMarking = *observer::Uuid::parse("6f1d2c3b-0000-4000-8000-000000000003");

class Closed {
 public:
  explicit Closed(bool is_sealed) {
    observer::InterviewSummary interview;
    interview.interview_id = kInterview;
    interview.seats.candidate = account("denis").account_id;
    interview.seats.assessors = {account("alice").account_id, account("bruno").account_id};
    interview.closed_mono_ns = 5;
    interview.markings = {{kAlicesMarking, account("alice").account_id, "Alice", true},
                          {kBrunosMarking, account("bruno").account_id, "Bruno", !is_sealed}};
    interview.is_sealed = is_sealed;
    world.catalogue.interviews = {interview};
  }
  int status_for(const std::string& login, observer::RecordingId recording) {
    return static_cast<int>(ask(login, recording).result_int());
  }
  ClientResponse ask(const std::string& login, observer::RecordingId recording) {
    return world.ask_as(world.sign_in(login),
                        "/api/interviews/" + kInterview.to_string() + "/receipts/" + recording.to_string());
  }

  HttpWorld world;
};

}  // namespace

TEST_CASE("a receipt is a file, for those who may read the recording") {
  Closed closed{false};
  const auto receipt = closed.ask("alice", kAlicesMarking);
  CHECK(receipt.result_int() == 200);
  CHECK(receipt.body() == "the receipt");
  CHECK(closed.world.evidence.asked == kAlicesMarking);
  CHECK(field_of(receipt, field::content_disposition) ==
        "attachment; filename=\"receipt-" + kAlicesMarking.to_string() + ".json\"");
  CHECK(closed.world.trail.said().back() == "5 alice " + kAlicesMarking.to_string());
  CHECK(closed.world.trail.entries.back().account_id == account("alice").account_id);
  CHECK(closed.world.trail.entries.back().address == "127.0.0.1");
  CHECK(closed.status_for("denis", kInterview) == 200);
  CHECK(closed.status_for("denis", kAlicesMarking) == 404);
  CHECK(closed.status_for("bruno", kAlicesMarking) == 200);
  CHECK(closed.status_for("bruno", *observer::Uuid::parse("6f1d2c3b-0000-4000-8000-000000000009")) == 404);
}

TEST_CASE("while the seal holds receipts are of the recording alone: more would tell how much others record") {
  Closed closed{true};
  const std::string alone = "the receipt, of the recording alone";
  CHECK(closed.ask("alice", kAlicesMarking).body() == alone);
  CHECK(closed.ask("alice", kInterview).body() == alone);
  CHECK(closed.status_for("alice", kBrunosMarking) == 404);
  CHECK(closed.ask("denis", kInterview).body() == alone);
  CHECK(closed.ask("odile", kInterview).body() == "the receipt");
}

TEST_CASE("there is no receipt of a live interview, for nobody") {
  Closed closed{true};
  closed.world.catalogue.interviews.front().closed_mono_ns = 0;
  CHECK(closed.ask("odile", kInterview).body().find("still_live") != std::string::npos);
}

TEST_CASE("how the evidence stands is for those who answer for it") {
  HttpWorld world;
  world.evidence.state.set_key("regard+1+2");
  CHECK(world.ask_as(world.sign_in("odile"), "/api/evidence").body().find("regard+1+2") != std::string::npos);
  CHECK(world.ask_as(world.sign_in("alice"), "/api/evidence").result_int() == 403);
  CHECK(world.ask_as_platform("/api/evidence").result_int() == 403);
}

TEST_CASE("a consistency proof is between two sizes") {
  HttpWorld world;
  const std::string odile = world.sign_in("odile");
  CHECK(world.ask_as(odile, "/api/evidence/consistency?from=3&to=9").body().find("3 to 9") != std::string::npos);
  for (const char* query : {"", "?from=3", "?from=0&to=3", "?from=9&to=3", "?from=x&to=9", "?from=3&to=-9"}) {
    CHECK(world.ask_as(odile, std::string("/api/evidence/consistency") + query).result_int() == 400);
  }
  CHECK(world.ask_as(world.sign_in("alice"), "/api/evidence/consistency?from=3&to=9").result_int() == 403);
}

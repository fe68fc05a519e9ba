#include "gateway/http/resources/interviews.hpp"

#include <catch2/catch.hpp>

#include "gateway/http/interview_cursor.hpp"
#include "tests/gateway/support/gunzip.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

const std::string kInterview = "6f1d2c3b-0000-4000-8000-000000000001";

observer::InterviewSummary interview_of(const observer::Account& assessor) {
  observer::InterviewSummary interview;
  interview.interview_id = *observer::Uuid::parse(kInterview);
  interview.opened.set_title("Réclamation");
  interview.seats.assessors = {assessor.account_id};
  return interview;
}

}  // namespace

TEST_CASE("a page of interviews is described for whoever asks, away from the gateway's thread") {
  HttpWorld world;
  world.catalogue.interviews = {interview_of(account("alice"))};
  world.catalogue.next = observer::InterviewCursor{true, 5, {{6}}};
  const auto response = world.ask_as(world.sign_in("alice"), "/api/interviews?limit=3&words=r%C3%A9cl");
  CHECK(response.result_int() == 200);
  for (const std::string& part : {kInterview, std::string("Réclamation"), std::string(R"("serverMonoNs":"42")"),
                                  R"("next":")" + gateway::write_cursor({true, 5, {{6}}}) + "\""}) {
    CHECK(response.body().find(part) != std::string::npos);
  }
  CHECK(world.catalogue.asked.limit == 3);
  CHECK(world.catalogue.asked.filter.words == "récl");
  CHECK(world.catalogue.answered_on != std::this_thread::get_id());
}

TEST_CASE("the first page says how many interviews there are altogether, as far as they are counted") {
  HttpWorld world;
  world.catalogue.count = observer::InterviewCount{1'000, true};
  const std::string said = world.ask_as_platform("/api/interviews").body();
  CHECK(said.find(R"("counted":"1000")") != std::string::npos);
  CHECK(said.find(R"("hasUncounted":true)") != std::string::npos);
}

TEST_CASE("a block that the referential does not have is refused in words") {
  HttpWorld world;
  const auto response = world.ask_as_platform("/api/interviews?block=B9");
  CHECK(response.result_int() == 400);
  CHECK(response.body().find("a block of the referential") != std::string::npos);
  CHECK(world.ask_as_platform("/api/interviews?block=B3").result_int() == 200);
}

TEST_CASE("the last page has no next one") {
  HttpWorld world;
  CHECK(world.ask_as_platform("/api/interviews").body().find("next") == std::string::npos);
}

TEST_CASE("whoever may not see all interviews is asked for theirs only, whatever they ask for") {
  HttpWorld world;
  const std::string odile_id = account("odile").account_id.to_string();
  (void)world.ask_as(world.sign_in("alice"), "/api/interviews?person=" + odile_id);
  CHECK(world.catalogue.asked.filter.seen_by == account("alice").account_id);
  CHECK(world.catalogue.asked.filter.person == account("odile").account_id);
  (void)world.ask_as(world.sign_in("odile"), "/api/interviews");
  CHECK_FALSE(world.catalogue.asked.filter.seen_by);
}

TEST_CASE("a query that cannot be answered is refused by name") {
  HttpWorld world;
  const auto response = world.ask_as_platform("/api/interviews?state=open");
  CHECK(response.result_int() == 400);
  CHECK(response.body().find("\"invalid_parameter\"") != std::string::npos);
  CHECK(response.body().find("state") != std::string::npos);
}

TEST_CASE("a long list goes out packed to whoever takes it") {
  HttpWorld world;
  world.catalogue.interviews.assign(50, interview_of(account("alice")));
  const auto asking = with(get("/api/interviews"), field::authorization, std::string("Bearer ") + kIntegrationToken);
  const auto plain = world.ask(asking);
  const auto packed = world.ask(with(asking, field::accept_encoding, "gzip"));
  CHECK(field_of(plain, field::vary) == "Accept-Encoding");
  CHECK(field_of(packed, field::content_encoding) == "gzip");
  CHECK(gunzip(packed.body()) == plain.body());
  CHECK(packed.body().size() * 4 < plain.body().size());
}

TEST_CASE("one interview is described for whoever may see it - to others it is as if there were none") {
  HttpWorld world;
  world.catalogue.interviews = {interview_of(account("alice"))};
  const std::string bruno = world.sign_in("bruno");
  const auto seen = world.ask_as(world.sign_in("alice"), "/api/interviews/" + kInterview);
  CHECK(seen.result_int() == 200);
  CHECK(seen.body().find("Réclamation") != std::string::npos);
  const auto forbidden = world.ask_as(bruno, "/api/interviews/" + kInterview);
  CHECK(forbidden.result_int() == 404);
  CHECK(forbidden.body() == world.ask_as(bruno, "/api/interviews/6f1d2c3b-0000-4000-8000-00000000dead").body());
  CHECK(forbidden.body() == world.ask_as(bruno, "/api/interviews/nonsense").body());
}

TEST_CASE("a catalogue that cannot be read is said to be so") {
  HttpWorld world;
  world.catalogue.is_broken = true;
  CHECK(world.ask_as_platform("/api/interviews").result_int() == 503);
  CHECK(world.ask_as_platform("/api/interviews/" + kInterview).result_int() == 503);
}

#include "gateway/http/interview_query.hpp"

#include <catch2/catch.hpp>

#include "gateway/http/interview_cursor.hpp"
#include "gateway/http/limits.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::gateway;

namespace {

auto read(std::string_view text) { return read_interview_query(text, tests::referential()); }

}  // namespace

TEST_CASE("without a query the first page of everything is asked for") {
  const auto query = read("");
  REQUIRE(query);
  CHECK(query->limit == limits::kInterviewsPage);
  CHECK_FALSE(query->after);
  CHECK_FALSE(query->filter.state);
  CHECK_FALSE(query->filter.seen_by);
  CHECK(query->filter.words.empty());
}

TEST_CASE("every parameter is read") {
  const observer::InterviewCursor cursor{true, 3, {{4}}};
  const auto query = read("limit=200&after=" + write_cursor(cursor) +
                          "&order=oldest&state=sealed&channel=face_to_face&block=B3&person=00000000-0000-4000-8000-"
                          "000000000001&from=1&until=2&words=a+b");
  REQUIRE(query);
  CHECK(query->limit == 200);
  CHECK(query->after == cursor);
  CHECK(query->filter.state == observer::InterviewState::sealed);
  CHECK(query->filter.channel == v1::CHANNEL_FACE_TO_FACE);
  CHECK(query->filter.block_code == "B3");
  CHECK(query->filter.person == observer::Uuid::parse("00000000-0000-4000-8000-000000000001"));
  CHECK(query->filter.opened_from_wall_ns == 1'000'000);
  CHECK(query->filter.opened_until_wall_ns == 2'000'000);
  CHECK(query->filter.words == "a b");
  CHECK(query->order == observer::InterviewOrder::oldest_first);
  CHECK(read("order=newest")->order == observer::InterviewOrder::newest_first);
  CHECK(read("state=to_close")->filter.state == observer::InterviewState::to_close);
  CHECK(read("state=awaiting")->filter.state == observer::InterviewState::awaiting);
}

TEST_CASE("a value that cannot be is refused by the parameter's name") {
  const std::string too_long(limits::kMaxSearchBytes + 1, 'x');
  for (const std::string& wrong :
       {std::string("limit=0"), std::string("limit=201"), std::string("limit=+5"), std::string("limit="),
        std::string("after=1"), std::string("state=open"), std::string("channel=fax"), std::string("block="),
        std::string("block=B9"), std::string("order=best"), std::string("person=alice"), std::string("from=-1"),
        std::string("from=9223372036854775807"), std::string("until=tomorrow"), "words=" + too_long}) {
    INFO(wrong);
    const auto query = read(wrong);
    REQUIRE_FALSE(query);
    CHECK(query.error().find('"' + wrong.substr(0, wrong.find('=')) + '"') != std::string::npos);
  }
}

TEST_CASE("an unknown parameter, one that comes twice and a broken escape are refused") {
  const auto unknown = read("sate=live");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().find("\"sate\"") != std::string::npos);
  CHECK_FALSE(read("state=live&state=live"));
  CHECK_FALSE(read("words=%"));
}

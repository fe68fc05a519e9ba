#include "gateway/http/interview_cursor.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace regard;
using namespace regard::gateway;
using observer::InterviewCursor;

TEST_CASE("a cursor comes back as it was") {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  for (const InterviewCursor& cursor : {InterviewCursor{}, InterviewCursor{true, 1'790'000'000'000'000'000, {{12}}},
                                        InterviewCursor{false, kMost, {}}, InterviewCursor{false, kLeast, {{255}}}}) {
    CHECK(read_cursor(write_cursor(cursor)) == cursor);
  }
}

TEST_CASE("what is no cursor is not read as one") {
  const std::string good = write_cursor({true, 1, {{2}}});
  CHECK_FALSE(read_cursor(""));
  CHECK_FALSE(read_cursor(good + "0"));
  CHECK_FALSE(read_cursor(good.substr(1)));
  CHECK_FALSE(read_cursor("02" + good.substr(2)));
  CHECK_FALSE(read_cursor("0g" + good.substr(2)));
  CHECK_FALSE(read_cursor(std::string(good.size(), 'F')));
}

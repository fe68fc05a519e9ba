#include "observer/recording/room.hpp"

#include <catch2/catch.hpp>

#include "observer/recording/limits.hpp"
#include "observer/recording/opening_pace.hpp"
#include "tests/observer/support/world.hpp"

using namespace regard;
using observer::Room;

namespace {

observer::Account account(std::uint8_t number, v1::Role role) {
  observer::AccountId account_id;
  account_id.bytes.back() = number;
  return {.account_id = account_id, .login = {}, .name = {}, .role = role, .secret_hash = {}};
}

observer::Author author(const observer::Account& account) { return {account.account_id, account.role}; }

// Fills what one account may have; how many events that were.
std::size_t fill(Room& room, const observer::Account& account) {
  std::size_t count = 0;
  for (; room.is_left_for(account); ++count) room.take(author(account), 1);
  return count;
}

}  // namespace

TEST_CASE("a person who has filled their share leaves room for everybody else") {
  Room room;
  const auto person = account(1, v1::ROLE_CANDIDATE);
  CHECK(fill(room, person) == observer::limits::kMaxPendingOfAPerson.events);
  CHECK(room.is_left_for(account(2, v1::ROLE_ASSESSOR)));
  CHECK(room.is_left_for(account(3, v1::ROLE_INTEGRATION)));
}

TEST_CASE("large events fill a share by their bytes") {
  Room room;
  const auto person = account(1, v1::ROLE_CANDIDATE);
  room.take(author(person), observer::limits::kMaxPendingOfAPerson.bytes);
  CHECK_FALSE(room.is_left_for(person));
}

TEST_CASE("whoever was full hears when there is room again - who was not hears nothing") {
  Room room;
  const auto full = account(1, v1::ROLE_CANDIDATE);
  const auto modest = account(2, v1::ROLE_ASSESSOR);
  const std::size_t count = fill(room, full);
  room.take(author(modest), 1);
  const auto freed = room.give_back({{full.account_id, {1, 1}}, {modest.account_id, {1, 1}}});
  CHECK_FALSE(freed.for_everybody);
  CHECK(freed.accounts == std::vector{full.account_id});
  CHECK(room.give_back({{full.account_id, {count - 1, count - 1}}}).accounts.empty());
  CHECK(room.is_empty());
}

TEST_CASE("when nothing more is taken from anybody, everybody hears of the end of it") {
  Room room;
  std::uint8_t number = 0;
  std::vector<observer::Account> accounts;
  do {
    accounts.push_back(account(++number, v1::ROLE_INTEGRATION));
  } while (fill(room, accounts.back()) == observer::limits::kMaxPendingOfAProgram.events);
  CHECK_FALSE(room.is_left_for(account(200, v1::ROLE_ASSESSOR)));
  CHECK(room.give_back({{accounts.front().account_id, {1, 1}}}).for_everybody);
  CHECK(room.is_left_for(account(200, v1::ROLE_ASSESSOR)));
}

TEST_CASE("a person opens so many interviews a minute, and as many in the next") {
  observer::OpeningPace pace;
  constexpr std::int64_t kMinuteNs = 60LL * 1'000'000'000;
  const auto organiser = account(1, v1::ROLE_ORGANISER);
  const auto opened_at = [&](std::int64_t now_ns) {
    std::size_t count = 0;
    while (pace.take(organiser, now_ns)) ++count;
    return count;
  };
  CHECK(opened_at(kMinuteNs) == observer::limits::kMaxOpeningsAMinuteAPerson);
  CHECK(opened_at(2 * kMinuteNs - 1) == 0);
  CHECK(pace.take(account(2, v1::ROLE_ORGANISER), 2 * kMinuteNs - 1));
  CHECK(opened_at(2 * kMinuteNs) == observer::limits::kMaxOpeningsAMinuteAPerson);
}

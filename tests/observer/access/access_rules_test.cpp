// Every rule of access, role by role and seat by seat, written as a table beside the one in the code.
#include "observer/access/access_rules.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

using enum v1::Role;

constexpr AccountId kSeated{{1}};
constexpr AccountId kOtherAssessor{{2}};
constexpr AccountId kStranger{{3}};

// An interview in which kSeated sits wherever somebody of the role could sit.
Seats seats_for(v1::Role role) {
  Seats seats;
  if (role == ROLE_CANDIDATE) seats.candidate = kSeated;
  if (role == ROLE_ROLE_PLAYER) seats.role_player = kSeated;
  seats.assessors = {role == ROLE_ASSESSOR ? kSeated : AccountId{{9}}, kOtherAssessor};
  return seats;
}

struct Row {
  v1::Role role;
  // Of an interview in which they sit, and of one in which they do not.
  bool reads_conversation, reads_strangers_conversation;
  // Of another assessor, in an interview in which they sit.
  bool reads_unsealed_marking;
  bool signals;
  bool sees_people;
  bool sees_every_interview;
  bool knows_who_has_finished;
  bool reads_brief, reads_strangers_brief;
};

constexpr std::array<Row, 7> kTable{{
    {ROLE_UNSPECIFIED, false, false, false, false, false, false, false, false, false},
    {ROLE_ASSESSOR, true, false, true, false, true, false, false, true, false},
    {ROLE_CANDIDATE, true, false, false, true, false, false, false, false, false},
    {ROLE_QUALITY_MANAGER, true, true, true, false, false, true, true, true, true},
    {ROLE_ORGANISER, true, true, true, false, true, true, true, true, true},
    {ROLE_INTEGRATION, true, true, false, false, true, true, false, false, false},
    {ROLE_ROLE_PLAYER, true, false, false, true, false, false, false, true, false},
}};

TEST_CASE("the table has a row for every role of the schema") {
  CHECK(kTable.size() == static_cast<std::size_t>(v1::Role_descriptor()->value_count()));
  for (const Row& row : kTable) CHECK(v1::Role_IsValid(row.role));
}

TEST_CASE("every rule of access holds for every role") {
  for (const Row& row : kTable) {
    INFO(v1::Role_Name(row.role));
    const Seats seats = seats_for(row.role);
    const Reader seated{kSeated, row.role};
    const Reader stranger{kStranger, row.role};
    CHECK(may_read_conversation(seats, seated) == row.reads_conversation);
    CHECK(may_read_conversation(seats, stranger) == row.reads_strangers_conversation);
    CHECK(may_read_marking(seats, false, kOtherAssessor, seated) == row.reads_unsealed_marking);
    CHECK_FALSE(may_read_marking(seats, true, kOtherAssessor, seated));
    CHECK(may_read_marking(seats, true, kSeated, seated) == (row.role == ROLE_ASSESSOR));
    CHECK(may_signal(seats, seated) == row.signals);
    CHECK_FALSE(may_signal(seats, stranger));
    CHECK(may_see_people(row.role) == row.sees_people);
    CHECK(sees_every_interview(seated) == row.sees_every_interview);
    CHECK(may_know_who_has_finished(seated) == row.knows_who_has_finished);
    CHECK(may_read_brief(seats, seated) == row.reads_brief);
    CHECK(may_read_brief(seats, stranger) == row.reads_strangers_brief);
  }
}

TEST_CASE("an integration with a token for its own interviews reads those that it has opened, and no others") {
  const Seats opened = seats_in({}, {kSeated, ROLE_INTEGRATION});
  const Reader own{kSeated, ROLE_INTEGRATION, true};
  CHECK(may_read_conversation(opened, own));
  CHECK_FALSE(may_read_conversation(opened, {kStranger, ROLE_INTEGRATION, true}));
  CHECK_FALSE(may_read_conversation(seats_in({}, {kSeated, ROLE_ORGANISER}), own));
  CHECK_FALSE(sees_every_interview(own));
}

TEST_CASE("an assessor of another interview reads no marking, unsealed or not") {
  const Seats seats = seats_for(ROLE_ASSESSOR);
  CHECK_FALSE(may_read_marking(seats, false, kSeated, {kStranger, ROLE_ASSESSOR}));
}

TEST_CASE("where an opening was erased nobody sits, an account without an id neither") {
  const Seats nobody;
  const Reader without_id{{}, ROLE_CANDIDATE};
  CHECK_FALSE(may_read_conversation(nobody, without_id));
  CHECK_FALSE(may_signal(nobody, without_id));
  CHECK_FALSE(may_read_brief(nobody, {{}, ROLE_ROLE_PLAYER}));
  CHECK_FALSE(may_read_marking(nobody, true, {}, {{}, ROLE_ASSESSOR}));
}

}  // namespace
}  // namespace regard::observer

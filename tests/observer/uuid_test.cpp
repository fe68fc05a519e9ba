#include "observer/uuid.hpp"

#include <catch2/catch.hpp>
#include <unordered_set>

#include "tests/observer/support/world.hpp"

namespace regard::observer {
namespace {

constexpr std::string_view kText = "01234567-89ab-cdef-0123-456789abcdef";

TEST_CASE("a UUID is read from its usual text form and written in it") {
  const auto id = Uuid::parse(kText);
  REQUIRE(id.has_value());
  CHECK(id->bytes[0] == 0x01);
  CHECK(id->bytes[15] == 0xEF);
  CHECK(id->to_string() == kText);
}

TEST_CASE("a UUID is accepted in upper case and written in lower case") {
  const auto id = Uuid::parse("01234567-89AB-CDEF-0123-456789ABCDEF");
  REQUIRE(id.has_value());
  CHECK(id->to_string() == kText);
}

TEST_CASE("a text that is no UUID is refused") {
  const auto* text = GENERATE("", "0123456789abcdef0123456789abcdef", "{01234567-89ab-cdef-0123-456789abcdef}",
                              "01234567-89ab-cdef-0123-456789abcdeg", "01234567-89ab-cdef-0123-456789abcde",
                              "01234567-89ab-cdef-0123-456789abcdef ", "0123456-789ab-cdef-0123-456789abcdef",
                              "01234567_89ab-cdef-0123-456789abcdef", "01234567-89ab-cdef-0123-45678 abcdef");
  INFO(text);
  CHECK_FALSE(Uuid::parse(text).has_value());
}

TEST_CASE("only the UUID of zeros is nil") {
  CHECK(Uuid{}.is_nil());
  CHECK_FALSE(Uuid::parse("00000000-0000-0000-0000-000000000001")->is_nil());
}

TEST_CASE("random UUIDs are version 4, differ, and survive the way through text") {
  testing::SeededRandom random(7);
  std::unordered_set<Uuid> seen;
  for (int count = 0; count < 1'000; ++count) {
    const Uuid id = random.uuid();
    REQUIRE((id.bytes[6] >> 4) == 4);
    REQUIRE((id.bytes[8] >> 6) == 2);
    REQUIRE(Uuid::parse(id.to_string()) == id);
    REQUIRE(seen.insert(id).second);
  }
}

TEST_CASE("ids that differ in one half only have different hashes") {
  const std::hash<Uuid> hash;
  CHECK(hash(*Uuid::parse("00000000-0000-0000-0000-000000000001")) !=
        hash(*Uuid::parse("00000000-0000-0000-0000-000000000002")));
  CHECK(hash(*Uuid::parse("00000001-0000-0000-0000-000000000000")) !=
        hash(*Uuid::parse("00000002-0000-0000-0000-000000000000")));
}

}  // namespace
}  // namespace regard::observer

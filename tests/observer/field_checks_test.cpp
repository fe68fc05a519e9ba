#include "observer/field_checks.hpp"

#include <catch2/catch.hpp>

namespace regard::observer {
namespace {

TEST_CASE("the length of a text is counted in characters, not in bytes") {
  CHECK_FALSE(check_length("éèàç€😀", 6, "f"));
  const auto refusal = check_length("éèàç€😀", 5, "f");
  REQUIRE(refusal);
  CHECK(refusal->code == RefusalCode::invalid_field);
  CHECK(refusal->field == "f");
  CHECK(refusal->message == "the text has 6 characters, at most 5 are accepted");
}

TEST_CASE("a required text is neither empty nor blank") {
  CHECK_FALSE(check_required("x", 10, "f"));
  CHECK(check_required("", 10, "f"));
  CHECK(check_required(" \t\r\n", 10, "f"));
  CHECK(check_required("xxxxxxxxxxx", 10, "f"));
}

TEST_CASE("a UUID field takes one text for one id: lower case, not nil") {
  CHECK_FALSE(check_uuid("01234567-89ab-cdef-0123-456789abcdef", "f"));
  CHECK(check_uuid("01234567-89AB-cdef-0123-456789abcdef", "f"));
  CHECK(check_uuid("00000000-0000-0000-0000-000000000000", "f"));
  CHECK(check_uuid("", "f"));
}

}  // namespace
}  // namespace regard::observer

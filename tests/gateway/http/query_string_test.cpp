#include "gateway/http/query_string.hpp"

#include <catch2/catch.hpp>

using namespace regard::gateway;

TEST_CASE("parameters are read in their order, with their escapes undone") {
  const auto parameters = read_query("words=r%C3%A9clamation+urgente&state=&&person");
  REQUIRE(parameters);
  REQUIRE(parameters->size() == 3);
  CHECK(parameters->at(0).name == "words");
  CHECK(parameters->at(0).value == "réclamation urgente");
  CHECK(parameters->at(1).value.empty());
  CHECK(parameters->at(2).name == "person");
  CHECK(read_query("")->empty());
}

TEST_CASE("a broken escape makes the whole query unreadable") {
  for (const char* query : {"a=%", "a=%4", "a=%4g", "a=%+1", "a=%-1", "%zz=1"}) {
    INFO(query);
    CHECK_FALSE(read_query(query));
  }
}

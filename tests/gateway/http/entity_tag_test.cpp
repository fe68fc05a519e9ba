#include "gateway/http/entity_tag.hpp"

#include <catch2/catch.hpp>

using namespace regard::gateway;

TEST_CASE("a tag is named alone, in a list, weakly, or by a star") {
  const std::string tag = entity_tag("abc");
  CHECK(is_named("\"abc\"", tag));
  CHECK(is_named("\"x\", \"abc\"", tag));
  CHECK(is_named("W/\"abc\"", tag));
  CHECK(is_named("*", tag));
  CHECK_FALSE(is_named("", tag));
  CHECK_FALSE(is_named("abc", tag));
  CHECK_FALSE(is_named("\"x\"", tag));
}

TEST_CASE("the compressed form has a tag of its own") {
  CHECK_FALSE(is_named(entity_tag("abc"), gzip_entity_tag("abc")));
  CHECK(is_named(gzip_entity_tag("abc"), gzip_entity_tag("abc")));
}

#include "gateway/http/resources/referential.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/gunzip.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

ClientRequest asking() {
  return with(get("/api/referential"), field::authorization, std::string("Bearer ") + kIntegrationToken);
}

}  // namespace

TEST_CASE("the referential comes as it was loaded, packed for whoever takes it packed") {
  HttpWorld world;
  const auto plain = world.ask(asking());
  CHECK(plain.body() == referential().json());
  CHECK(field_of(plain, field::content_encoding).empty());
  const auto packed = world.ask(with(asking(), field::accept_encoding, "gzip"));
  CHECK(field_of(packed, field::content_encoding) == "gzip");
  CHECK(field_of(packed, field::vary) == "Accept-Encoding");
  CHECK(gunzip(packed.body()) == referential().json());
}

TEST_CASE("the referential is not sent again to whoever has this version in this form") {
  HttpWorld world;
  const std::string plain_tag = field_of(world.ask(asking()), field::etag);
  CHECK(plain_tag == '"' + referential().version() + '"');
  const auto again = world.ask(with(asking(), field::if_none_match, plain_tag));
  CHECK(again.result_int() == 304);
  CHECK(again.body().empty());
  const auto in_other_form =
      world.ask(with(with(asking(), field::if_none_match, plain_tag), field::accept_encoding, "gzip"));
  CHECK(in_other_form.result_int() == 200);
}

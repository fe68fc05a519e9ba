#include "gateway/http/resources/pages.hpp"

#include <catch2/catch.hpp>

#include "tests/gateway/support/gunzip.hpp"
#include "tests/gateway/support/http_world.hpp"

using namespace regard;
using namespace regard::tests;

namespace {

const std::string kScript(5'000, ';');

ClientRequest photo(const std::string& range) { return with(get("/photo.png"), field::range, range); }

}  // namespace

TEST_CASE("places in the application get index.html - what is not there is not found") {
  HttpWorld world;
  const auto page = world.ask(get("/"));
  CHECK(page.body().find("Regard") != std::string::npos);
  CHECK(field_of(page, field::content_type) == "text/html; charset=utf-8");
  CHECK(field_of(page, field::cache_control) == "no-cache");
  CHECK(world.ask(get("/entretien/7")).body() == page.body());
  CHECK(world.ask(get("/?langue=fr")).body() == page.body());
  CHECK(world.ask(get("/../../etc/passwd")).result_int() == 404);
  CHECK(world.ask(get("/missing.js")).result_int() == 404);
}

TEST_CASE("a page that has not changed is not sent again") {
  HttpWorld world;
  const auto first = world.ask(get("/assets/app.js"));
  CHECK(field_of(first, field::cache_control).find("immutable") != std::string::npos);
  const auto again = world.ask(with(get("/assets/app.js"), field::if_none_match, field_of(first, field::etag)));
  CHECK(again.result_int() == 304);
  CHECK(field_of(again, field::etag) == field_of(first, field::etag));
  CHECK(again.body().empty());
}

TEST_CASE("text goes out packed to whoever takes it, under a tag of its own") {
  HttpWorld world;
  const auto plain = world.ask(get("/assets/app.js"));
  const auto packed = world.ask(with(get("/assets/app.js"), field::accept_encoding, "br, gzip"));
  CHECK(plain.body() == kScript);
  CHECK(field_of(plain, field::vary) == "Accept-Encoding");
  CHECK(field_of(packed, field::content_encoding) == "gzip");
  CHECK(field_of(packed, field::vary) == "Accept-Encoding");
  CHECK(packed.body().size() < kScript.size() / 10);
  CHECK(gunzip(packed.body()) == kScript);
  CHECK(field_of(packed, field::etag) != field_of(plain, field::etag));
}

TEST_CASE("what is packed already, or so small that nothing is won, goes out as it is") {
  HttpWorld world;
  for (const char* target : {"/photo.png", "/"}) {
    const auto response = world.ask(with(get(target), field::accept_encoding, "gzip"));
    CHECK(field_of(response, field::content_encoding).empty());
    CHECK(field_of(response, field::vary).empty());
  }
}

TEST_CASE("a part of a file can be asked for") {
  HttpWorld world;
  CHECK(field_of(world.ask(get("/photo.png")), field::accept_ranges) == "bytes");
  const auto part = world.ask(photo("bytes=2-4"));
  CHECK(part.result_int() == 206);
  CHECK(part.body() == "234");
  CHECK(field_of(part, field::content_range) == "bytes 2-4/10");
  CHECK(field_of(part, field::content_type) == "image/png");
  CHECK(world.ask(photo("bytes=-3")).body() == "789");
  CHECK(world.ask(photo("bytes=0-1,4-5")).body() == "0123456789");
}

TEST_CASE("a part that is not there is answered with the size of what is") {
  HttpWorld world;
  const auto response = world.ask(photo("bytes=10-"));
  CHECK(response.result_int() == 416);
  CHECK(field_of(response, field::content_range) == "bytes */10");
  CHECK(response.body().empty());
}

TEST_CASE("a part of another version is the whole of this one") {
  HttpWorld world;
  const std::string tag = field_of(world.ask(get("/photo.png")), field::etag);
  const auto part_of = [&](const std::string& version) {
    return world.ask(with(photo("bytes=2-4"), field::if_range, version)).result_int();
  };
  CHECK(part_of(tag) == 206);
  CHECK(part_of("\"another\"") == 200);
  CHECK(part_of("W/" + tag) == 200);
  CHECK(part_of("Wed, 25 Nov 2026 10:00:00 GMT") == 200);
}

TEST_CASE("HEAD tells the size of the whole, and knows no parts") {
  HttpWorld world;
  const auto head = world.ask(with(request(verb::head, "/photo.png"), field::range, "bytes=2-4"));
  CHECK(head.result_int() == 200);
  CHECK(field_of(head, field::content_length) == "10");
}

TEST_CASE("packed text has no parts") {
  HttpWorld world;
  const auto response =
      world.ask(with(with(get("/assets/app.js"), field::accept_encoding, "gzip"), field::range, "bytes=0-9"));
  CHECK(response.result_int() == 200);
  CHECK(field_of(response, field::accept_ranges).empty());
  CHECK(gunzip(response.body()) == kScript);
}

TEST_CASE("a directory without pages is named") {
  const TemporaryDirectory empty;
  CHECK(gateway::StaticFiles::load(empty.path()).error().find("holds no index.html") != std::string::npos);
  CHECK(gateway::StaticFiles::load(empty.path() / "none").error().find("cannot be read") != std::string::npos);
}

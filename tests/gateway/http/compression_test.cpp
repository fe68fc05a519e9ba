#include "gateway/http/compression.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "gateway/http/limits.hpp"
#include "tests/gateway/support/gunzip.hpp"

using namespace regard;
using namespace regard::gateway;

TEST_CASE("gzip goes to whoever names it, or takes anything") {
  for (const char* header : {"gzip", "GZIP", "deflate, gzip;q=1.0, *;q=0.5", "br,x-gzip", "*", "gzip;q=0.001",
                             "gzip ; q=0.5", "identity;q=0.5, gzip", "identity, gzip"}) {
    INFO(header);
    CHECK(accepts_gzip(header));
  }
}

TEST_CASE("gzip does not go to whoever has not asked for it, refuses it, or would rather have the plain bytes") {
  for (const char* header :
       {"", "br", "identity", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "gzip;q=nonsense", "gzip;q=-1",
        "gzip;q=2", "identity, gzip;q=0.5", "not-gzip", "gzipped"}) {
    INFO(header);
    CHECK_FALSE(accepts_gzip(header));
  }
}

TEST_CASE("what was compressed is the same when it is unpacked") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i);
  CHECK(tests::gunzip(gzip(text, 1)) == text);
  CHECK(tests::gunzip(gzip(text, 9)) == text);
  CHECK(tests::gunzip(gzip("", 9)).empty());
}

TEST_CASE("an answer is compressed where it pays, and only for whoever takes it") {
  const std::string repetitive(limits::kMinCompressedBytes, 'x');
  const Coded coded = encode(repetitive, true);
  CHECK(coded.is_gzip);
  CHECK(tests::gunzip(coded.bytes) == repetitive);
  CHECK_FALSE(encode(repetitive, false).is_gzip);
  CHECK_FALSE(encode(repetitive.substr(1), true).is_gzip);
  std::string noise;
  std::minstd_rand random;
  while (noise.size() < 2 * limits::kMinCompressedBytes) noise += static_cast<char>(random() >> 8U);
  CHECK_FALSE(encode(noise, true).is_gzip);
}

#include "gateway/http/byte_range.hpp"

#include <catch2/catch.hpp>

using namespace regard::gateway;

TEST_CASE("a range is from one byte to another, to the end, or the last so many") {
  CHECK(read_range("bytes=0-0", 10) == RangeAsked{ByteRange{0, 1}});
  CHECK(read_range("bytes=2-4", 10) == RangeAsked{ByteRange{2, 3}});
  CHECK(read_range("Bytes=2-", 10) == RangeAsked{ByteRange{2, 8}});
  CHECK(read_range("bytes=-3", 10) == RangeAsked{ByteRange{7, 3}});
}

TEST_CASE("a range that goes beyond the end ends there") {
  CHECK(read_range("bytes=2-99999999999999999999999999", 10) == RangeAsked{ByteRange{2, 8}});
  CHECK(read_range("bytes=-11", 10) == RangeAsked{ByteRange{0, 10}});
}

TEST_CASE("a range without a byte in it cannot be satisfied") {
  for (const char* range : {"bytes=10-", "bytes=10-12", "bytes=99999999999999999999999999-", "bytes=-0"}) {
    INFO(range);
    CHECK(read_range(range, 10) == RangeAsked{UnsatisfiableRange{}});
  }
  CHECK(read_range("bytes=0-", 0) == RangeAsked{UnsatisfiableRange{}});
  CHECK(read_range("bytes=-5", 0) == RangeAsked{UnsatisfiableRange{}});
}

TEST_CASE("several ranges, another unit and nonsense ask for the whole") {
  for (const char* range : {"", "bytes", "bytes=", "bytes=-", "bytes=5", "bytes=5-2", "bytes=a-b", "bytes=1-2x",
                            "bytes=0-1,4-5", "lines=0-1", "bytes=--5", "bytes=+1-2"}) {
    INFO(range);
    CHECK(read_range(range, 10) == RangeAsked{WholeRange{}});
  }
}

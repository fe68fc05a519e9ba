#include "gateway/accounts/totp.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <set>

#include "gateway/accounts/secrets.hpp"

using namespace regard;
using namespace regard::gateway;

namespace {

// Of the test vectors in RFC 6238, appendix B (SHA-1).
observer::TotpKey key_of_the_rfc() {
  observer::TotpKey key{};
  std::ranges::copy(std::string_view("12345678901234567890"), key.begin());
  return key;
}

constexpr std::int64_t kSecondNs = 1'000'000'000;
constexpr std::int64_t kNowNs = 1'111'111'109 * kSecondNs;
constexpr std::int64_t kNow = 1'111'111'109 / 30;

}  // namespace

TEST_CASE("codes are those of RFC 6238") {
  struct Vector {
    std::int64_t seconds;
    const char* code;
  };
  constexpr std::array<Vector, 6> kVectors{{{59, "287082"},
                                            {1'111'111'109, "081804"},
                                            {1'111'111'111, "050471"},
                                            {1'234'567'890, "005924"},
                                            {2'000'000'000, "279037"},
                                            {20'000'000'000, "353130"}}};
  for (const Vector& vector : kVectors) CHECK(totp_code(key_of_the_rfc(), vector.seconds / 30) == vector.code);
}

TEST_CASE("the key is shown as applications read it") {
  CHECK(totp_secret(key_of_the_rfc()) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  CHECK(totp_uri(key_of_the_rfc(), "claire@lan") ==
        "otpauth://totp/Regard:claire%40lan?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Regard");
}

TEST_CASE("the code of the moment and its neighbours are good, others not, and none a second time") {
  const auto key = key_of_the_rfc();
  const auto step = [&](std::int64_t of, std::int64_t after = 0) {
    return step_of_code(key, totp_code(key, of), kNowNs, after);
  };
  for (const std::int64_t near : {kNow - 1, kNow, kNow + 1}) CHECK(step(near) == near);
  CHECK_FALSE(step(kNow - 2));
  CHECK_FALSE(step(kNow + 2));
  CHECK_FALSE(step(kNow, kNow));
  CHECK_FALSE(step(kNow - 1, kNow));
  CHECK(step(kNow + 1, kNow) == kNow + 1);
  CHECK_FALSE(step_of_code(key, "", kNowNs, 0));
  CHECK_FALSE(step_of_code(key, "08180", kNowNs, 0));
  CHECK(step_of_code(key, "081 804", kNowNs, 0) == kNow);
}

TEST_CASE("a recovery code is good once, however it is typed") {
  SystemRandom random;
  const std::string code = new_recovery_code(random);
  CHECK(code.size() == 19);
  const observer::SecondFactor factor{.account_id = {},
                                      .totp_key = key_of_the_rfc(),
                                      .last_step = 0,
                                      .recovery_hashes = {digest_recovery_code(code), digest_recovery_code("OTHER")}};
  std::string typed;
  for (const char c : code) typed += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
  const auto after = take_code(factor, typed, kNowNs);
  REQUIRE(after);
  CHECK(after->recovery_hashes.size() == 1);
  CHECK_FALSE(take_code(*after, code, kNowNs));
}

TEST_CASE("no two recovery codes are alike") {
  SystemRandom random;
  std::set<std::string> codes;
  for (int i = 0; i < 100; ++i) codes.insert(new_recovery_code(random));
  CHECK(codes.size() == 100);
}

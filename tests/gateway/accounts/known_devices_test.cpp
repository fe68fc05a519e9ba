#include "gateway/accounts/known_devices.hpp"

#include <catch2/catch.hpp>

#include "gateway/accounts/limits.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace regard;
using gateway::KnownDevices;

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

observer::Account account(std::uint8_t number) {
  observer::Account account{.account_id = {}, .login = "a", .name = "A", .secret_hash = "hash"};
  account.account_id.bytes.back() = number;
  return account;
}

}  // namespace

TEST_CASE("a device is known to the account that has signed in from it, for a while, under one password") {
  const KnownDevices devices{{1}};
  const auto claire = account(1);
  const std::string token = devices.token_for({claire}, kSecondNs);
  const std::int64_t end_ns = kSecondNs + std::chrono::nanoseconds(gateway::limits::kKnownDeviceLifetime).count();
  CHECK(devices.device_of(token, {claire}, end_ns - 1));
  CHECK_FALSE(devices.device_of(token, {claire}, end_ns));
  CHECK_FALSE(devices.device_of(token, {account(2)}, kSecondNs));
  auto changed = claire;
  changed.secret_hash = "another";
  CHECK_FALSE(devices.device_of(token, {changed}, kSecondNs));
  CHECK_FALSE(KnownDevices{{2}}.device_of(token, {claire}, kSecondNs));
  CHECK(devices.device_of(token, {claire}, kSecondNs) !=
        devices.device_of(devices.token_for({claire}, kSecondNs), {claire}, kSecondNs));
}

TEST_CASE("a second factor makes strangers of the browsers that were known before, and of those that knew another") {
  const KnownDevices devices{{1}};
  const auto claire = account(1);
  const observer::SecondFactor first{.account_id = claire.account_id, .totp_key = {1}};
  const observer::SecondFactor second{.account_id = claire.account_id, .totp_key = {2}};
  const std::string without = devices.token_for({claire}, kSecondNs);
  const std::string with_first = devices.token_for({claire, &first}, kSecondNs);
  CHECK_FALSE(devices.device_of(without, {claire, &first}, kSecondNs));
  CHECK(devices.device_of(with_first, {claire, &first}, kSecondNs));
  CHECK_FALSE(devices.device_of(with_first, {claire, &second}, kSecondNs));
  CHECK_FALSE(devices.device_of(with_first, {claire}, kSecondNs));
}

TEST_CASE("what was made up or changed is known to nobody") {
  const KnownDevices devices{{1}};
  const auto claire = account(1);
  const std::string token = devices.token_for({claire}, kSecondNs);
  for (const std::string& wrong :
       {std::string(), std::string("."), "9" + token, token + "0", token.substr(0, token.size() - 1),
        std::string("99999999999.") + std::string(64, '0'), token.substr(token.find('.'))}) {
    INFO(wrong);
    CHECK_FALSE(devices.device_of(wrong, {claire}, kSecondNs));
  }
}

TEST_CASE("the key is made once, for the server alone, and read again") {
  const tests::TemporaryDirectory directory;
  const auto path = directory.path() / "device.key";
  const auto claire = account(1);
  const std::string token = KnownDevices::load(path).value().token_for({claire}, kSecondNs);
  CHECK(KnownDevices::load(path).value().device_of(token, {claire}, kSecondNs));
  CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);
  std::filesystem::resize_file(path, 3);
  CHECK_FALSE(KnownDevices::load(path));
}

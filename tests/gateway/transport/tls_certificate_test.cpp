#include "gateway/transport/tls_certificate.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <sstream>

#include "tests/gateway/support/certificate.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace regard;
using namespace regard::tests;
using gateway::TlsCertificate;

namespace {

class Files {
 public:
  Files() { write_certificate(certificate, key, "regard.lan"); }
  [[nodiscard]] std::string error() const {
    auto loaded = TlsCertificate::load({certificate, key});
    return loaded ? "" : loaded.error();
  }

 private:
  TemporaryDirectory temporary_;

 public:
  const std::filesystem::path certificate = temporary_.path() / "certificate.pem";
  const std::filesystem::path key = temporary_.path() / "key.pem";
  const std::filesystem::path other = temporary_.path() / "other.pem";
};

constexpr const char* kUnderPassphrase =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgAAAAAAAAAAAICCAAw\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

}  // namespace

TEST_CASE("a certificate and its key are taken") { CHECK(Files().error().empty()); }

TEST_CASE("that a certificate expires is said once a day, and that it has expired too") {
  const Files files;
  auto certificate = TlsCertificate::load({files.certificate, files.key});
  REQUIRE(certificate);
  std::ostringstream log;
  const auto before = spdlog::default_logger();
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("tls", std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
  const auto said_on_day = [&](int days) {
    log.str("");
    const auto now = std::chrono::system_clock::now() + std::chrono::days(days);
    certificate->refresh(std::chrono::nanoseconds(now.time_since_epoch()).count());
    return log.str();
  };
  CHECK(said_on_day(75).empty());
  CHECK_THAT(said_on_day(77), Catch::Contains("expires within 14 days"));
  CHECK(said_on_day(77).empty());
  CHECK_THAT(said_on_day(78), Catch::Contains("expires within 14 days"));
  CHECK_THAT(said_on_day(91), Catch::Contains("has expired"));
  spdlog::set_default_logger(before);
}

TEST_CASE("a certificate or key that cannot be used is named, and why") {
  Files files;
  SECTION("no certificate") {
    std::filesystem::remove(files.certificate);
    CHECK_THAT(files.error(), Catch::StartsWith("the certificate " + files.certificate.string() + " cannot be used"));
  }
  SECTION("no key") {
    std::filesystem::remove(files.key);
    CHECK_THAT(files.error(), Catch::StartsWith("the key " + files.key.string() + " cannot be used"));
  }
  SECTION("a key under a passphrase, for which nobody is asked") {
    std::ofstream(files.key) << kUnderPassphrase;
    CHECK_THAT(files.error(), Catch::Contains("without a passphrase"));
  }
  SECTION("the key of another certificate") {
    write_certificate(files.other, files.key, "other.lan");
    CHECK(files.error() ==
          "the key " + files.key.string() + " does not belong to the certificate " + files.certificate.string());
  }
}

#include "gateway/transport/tls_certificate.hpp"

#include <catch2/catch.hpp>
#include <fstream>

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

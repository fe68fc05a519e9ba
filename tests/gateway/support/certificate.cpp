#include "tests/gateway/support/certificate.hpp"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>

namespace regard::tests {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

Certificate sign(EVP_PKEY* key, const std::string& name) {
  constexpr long kDayS = 24L * 60 * 60;
  Certificate certificate{X509_new(), &X509_free};
  X509_set_version(certificate.get(), X509_VERSION_3);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDayS);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 90 * kDayS);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                             0);
  X509_set_issuer_name(certificate.get(), subject);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

}  // namespace

void write_certificate(const std::filesystem::path& certificate, const std::filesystem::path& key,
                       const std::string& name) {
  const Key pair{EVP_EC_gen("P-256"), &EVP_PKEY_free};
  const File key_file{std::fopen(key.c_str(), "w"), &std::fclose};
  PEM_write_PrivateKey(key_file.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
  const File certificate_file{std::fopen(certificate.c_str(), "w"), &std::fclose};
  PEM_write_X509(certificate_file.get(), sign(pair.get(), name).get());
}

}  // namespace regard::tests

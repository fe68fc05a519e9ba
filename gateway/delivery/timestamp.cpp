#include "gateway/delivery/timestamp.hpp"

#include <fmt/chrono.h>
#include <openssl/ts.h>
#include <sodium.h>

#include <array>
#include <chrono>
#include <fstream>
#include <memory>

#include "gateway/delivery/limits.hpp"
#include "gateway/delivery/transfer.hpp"

namespace regard::gateway {
namespace {

template <typename T, void (*free)(T*)>
struct Free {
  void operator()(T* object) const { free(object); }
};
template <typename T, void (*free)(T*)>
using Owned = std::unique_ptr<T, Free<T, free>>;
using Query = Owned<TS_REQ, TS_REQ_free>;
using Reply = Owned<TS_RESP, TS_RESP_free>;

// RFC 3161, section 2.4.1: SHA-256 of the note, a nonce, and the service's certificate asked for.
Query query_for(const std::string& note) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(note.data()), note.size());
  const Owned<X509_ALGOR, X509_ALGOR_free> algorithm{X509_ALGOR_new()};
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  const Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> imprint{TS_MSG_IMPRINT_new()};
  TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get());
  TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size()));
  std::uint64_t random = 0;
  randombytes_buf(&random, sizeof random);
  const Owned<ASN1_INTEGER, ASN1_INTEGER_free> nonce{ASN1_INTEGER_new()};
  ASN1_INTEGER_set_uint64(nonce.get(), random);
  Query query{TS_REQ_new()};
  TS_REQ_set_version(query.get(), 1);
  TS_REQ_set_msg_imprint(query.get(), imprint.get());
  TS_REQ_set_nonce(query.get(), nonce.get());
  TS_REQ_set_cert_req(query.get(), 1);
  return query;
}

std::string encoded(const TS_REQ* query) {
  unsigned char* bytes = nullptr;
  const int size = i2d_TS_REQ(query, &bytes);
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return text;
}

std::expected<std::string, std::string> post(const std::string& url, const std::string& query,
                                             std::chrono::seconds limit) {
  Transfer transfer;
  const CurlList type = one_line("Content-Type: application/timestamp-query");
  transfer.set(CURLOPT_URL, url.c_str());
  transfer.set(CURLOPT_PROTOCOLS_STR, "http,https");
  transfer.set(CURLOPT_HTTPHEADER, type.get());
  transfer.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(query.size()));
  transfer.set(CURLOPT_COPYPOSTFIELDS, query.data());
  return transfer.run(limits::kMaxTimestampBytes, limit);
}

// Nothing when the file cannot be read. The caller owns it.
X509_STORE* trusted(const std::string& ca_file) {
  Owned<X509_STORE, X509_STORE_free> store{X509_STORE_new()};
  const bool is_read = ca_file.empty() ? X509_STORE_set_default_paths(store.get()) == 1
                                       : X509_STORE_load_file(store.get(), ca_file.c_str()) == 1;
  return is_read ? store.release() : nullptr;
}

// That it answers this very query, signed by a service that is trusted to.
bool answers(TS_RESP* reply, const TS_REQ* query, X509_STORE* trusted_store) {
  const Owned<TS_VERIFY_CTX, TS_VERIFY_CTX_free> check{TS_REQ_to_TS_VERIFY_CTX(const_cast<TS_REQ*>(query), nullptr)};
  TS_VERIFY_CTX_set_store(check.get(), trusted_store);  // Which it owns from now on.
  TS_VERIFY_CTX_set_flags(check.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE | TS_VFY_SIGNATURE);
  return TS_RESP_verify_response(check.get(), reply) == 1;
}

// A service whose clock is wrong stamps what nobody will believe.
bool is_of_now(TS_RESP* reply) {
  int days = 0;
  int seconds = 0;
  const ASN1_GENERALIZEDTIME* time = TS_TST_INFO_get_time(TS_RESP_get_tst_info(reply));
  if (ASN1_TIME_diff(&days, &seconds, nullptr, time) != 1) return false;
  return std::chrono::abs(std::chrono::days(days) + std::chrono::seconds(seconds)) <= limits::kMaxTimestampSkew;
}

bool write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  return static_cast<bool>(file);
}

}  // namespace

std::expected<void, std::string> timestamp_checkpoint(const TimestampRoute& route, const std::string& note,
                                                      std::chrono::seconds limit) {
  const auto wrong = [&](const std::string& why) {
    return std::unexpected("the checkpoint is not time-stamped by " + route.url + ": " + why);
  };
  const Query query = query_for(note);
  const auto answer = post(route.url, encoded(query.get()), limit);
  if (!answer) return wrong(answer.error());
  const auto* bytes = reinterpret_cast<const unsigned char*>(answer->data());
  const Reply reply{d2i_TS_RESP(nullptr, &bytes, static_cast<long>(answer->size()))};
  if (!reply) return wrong("the answer is no time stamp");
  X509_STORE* trusted_store = trusted(route.ca_file);
  if (trusted_store == nullptr) return wrong("the certificates in " + route.ca_file + " cannot be read");
  if (!answers(reply.get(), query.get(), trusted_store)) {
    return wrong("it refuses, has stamped something else, or is not a service that is trusted (timestamp-ca)");
  }
  if (!is_of_now(reply.get())) return wrong("its clock and this machine's are far apart");
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::string name = fmt::format("{:%Y%m%dT%H%M%SZ}", now);
  std::error_code failed;
  std::filesystem::create_directories(route.directory, failed);
  const bool is_kept = !failed && write_file(route.directory / (name + ".note"), note) &&
                       write_file(route.directory / (name + ".tsr"), *answer);
  if (!is_kept) return wrong(route.directory.string() + " cannot be written");
  return {};
}

}  // namespace regard::gateway

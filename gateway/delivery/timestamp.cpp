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

std::expected<std::string, std::string> post(const std::string& url, const std::string& query) {
  Transfer transfer;
  const CurlList type = one_line("Content-Type: application/timestamp-query");
  transfer.set(CURLOPT_URL, url.c_str());
  transfer.set(CURLOPT_PROTOCOLS_STR, "http,https");
  transfer.set(CURLOPT_HTTPHEADER, type.get());
  transfer.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(query.size()));
  transfer.set(CURLOPT_COPYPOSTFIELDS, query.data());
  return transfer.run(limits::kMaxTimestampBytes);
}

// That it answers this very query. Whose signature it is, is for whoever verifies it: they know which services count.
bool answers(TS_RESP* reply, const TS_REQ* query) {
  const Owned<TS_VERIFY_CTX, TS_VERIFY_CTX_free> check{TS_REQ_to_TS_VERIFY_CTX(const_cast<TS_REQ*>(query), nullptr)};
  TS_VERIFY_CTX_set_flags(check.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
  return TS_RESP_verify_response(check.get(), reply) == 1;
}

bool write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  return static_cast<bool>(file);
}

}  // namespace

std::expected<void, std::string> timestamp_checkpoint(const std::string& url, const std::string& note,
                                                      const std::filesystem::path& directory) {
  const Query query = query_for(note);
  const auto answer = post(url, encoded(query.get()));
  const auto wrong = [&](const std::string& why) {
    return std::unexpected("the checkpoint is not time-stamped by " + url + ": " + why);
  };
  if (!answer) return wrong(answer.error());
  const auto* bytes = reinterpret_cast<const unsigned char*>(answer->data());
  const Reply reply{d2i_TS_RESP(nullptr, &bytes, static_cast<long>(answer->size()))};
  if (!reply) return wrong("the answer is no time stamp");
  if (!answers(reply.get(), query.get())) return wrong("the service refuses, or has stamped something else");
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::string name = fmt::format("{:%Y%m%dT%H%M%SZ}", now);
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  const bool is_kept =
      !failed && write_file(directory / (name + ".note"), note) && write_file(directory / (name + ".tsr"), *answer);
  if (!is_kept) return wrong(directory.string() + " cannot be written");
  return {};
}

}  // namespace regard::gateway

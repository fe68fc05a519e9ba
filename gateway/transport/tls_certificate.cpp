#include "gateway/transport/tls_certificate.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509err.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <ctime>
#include <utility>

namespace regard::gateway {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// Of TLS 1.2: forward secrecy and authenticated encryption, as Mozilla's "intermediate" configuration (version 5.7) has
// it; TLS 1.3 has nothing else.
constexpr const char* kCiphers =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// Time enough to find out why it is not renewed.
constexpr std::chrono::days kDaysBeforeExpiry{14};

asio::ssl::context new_context() {
  asio::ssl::context context{asio::ssl::context::tls_server};
  SSL_CTX* native = context.native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(native, kCiphers);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // Buffers of a connection that says nothing are of no use: thousands of them do not.
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  return context;
}

bool is_mismatch(error_code error) {
  return error.category() == asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(error.value())) == X509_R_KEY_VALUES_MISMATCH;
}

std::expected<asio::ssl::context, std::string> read(const TlsCertificate::Files& files) {
  auto context = new_context();
  // Nobody is there to type a passphrase.
  context.set_password_callback([](std::size_t, asio::ssl::context::password_purpose) { return std::string(); });
  error_code error;
  context.use_certificate_chain_file(files.certificate.string(), error);
  if (error) {
    return std::unexpected("the certificate " + files.certificate.string() + " cannot be used: " + error.message());
  }
  context.use_private_key_file(files.key.string(), asio::ssl::context::pem, error);
  if (is_mismatch(error) || (!error && SSL_CTX_check_private_key(context.native_handle()) != 1)) {
    return std::unexpected("the key " + files.key.string() + " does not belong to the certificate " +
                           files.certificate.string());
  }
  if (error) {
    return std::unexpected("the key " + files.key.string() + " cannot be used: " + error.message() +
                           " (it is a PEM file without a passphrase)");
  }
  return context;
}

}  // namespace

std::expected<TlsCertificate, std::string> TlsCertificate::load(Files files) {
  const State state = state_of(files);
  auto context = read(files);
  if (!context) return std::unexpected(std::move(context.error()));
  return TlsCertificate{std::move(files), state, std::move(*context)};
}

void TlsCertificate::refresh(std::int64_t now_wall_ns) {
  take_changes();
  warn_of_expiry(now_wall_ns);
}

void TlsCertificate::take_changes() {
  const State state = state_of(files_);
  // What could not be read may be readable by now, though neither time nor size tell: its owner or mode was changed.
  if (state == state_ && trouble_.empty()) return;
  state_ = state;
  auto context = read(files_);
  const std::string trouble = context ? "" : context.error();
  if (std::exchange(trouble_, trouble) != trouble && !context) {
    spdlog::error("the certificate before it goes on being used: {}", trouble);
  }
  if (!context) return;
  context_ = std::move(*context);
  warned_day_ = 0;
  spdlog::info("the certificate {} has changed: new connections use it", files_.certificate.string());
}

void TlsCertificate::warn_of_expiry(std::int64_t now_wall_ns) {
  using std::chrono::floor;
  const std::chrono::nanoseconds now{now_wall_ns};
  const std::int64_t day = floor<std::chrono::days>(now).count();
  if (std::exchange(warned_day_, day) == day) return;
  const ASN1_TIME* end = X509_get0_notAfter(SSL_CTX_get0_certificate(context_.native_handle()));
  const auto is_over_after = [&](std::chrono::nanoseconds wait) {
    std::time_t then = floor<std::chrono::seconds>(now + wait).count();
    return X509_cmp_time(end, &then) < 0;
  };
  if (is_over_after({})) {
    spdlog::error("the certificate {} has expired: browsers refuse it", files_.certificate.string());
  } else if (is_over_after(kDaysBeforeExpiry)) {
    spdlog::warn("the certificate {} expires within {} days", files_.certificate.string(), kDaysBeforeExpiry.count());
  }
}

TlsCertificate::State TlsCertificate::state_of(const Files& files) {
  // A file that is not there has its own state: no time and no size.
  std::error_code ignored;
  return {std::filesystem::last_write_time(files.certificate, ignored),
          std::filesystem::last_write_time(files.key, ignored), std::filesystem::file_size(files.certificate, ignored),
          std::filesystem::file_size(files.key, ignored)};
}

}  // namespace regard::gateway

#pragma once

#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>

namespace regard::gateway {

// The certificate under which this server speaks TLS, and its key, from PEM files. Thread: the gateway's.
class TlsCertificate {
 public:
  struct Files {
    // The server's own certificate first, then those that lead to one that browsers know.
    std::filesystem::path certificate;
    std::filesystem::path key;
  };
  // The error is one sentence for the IT team.
  [[nodiscard]] static std::expected<TlsCertificate, std::string> load(Files files);

  // Takes what the files hold now, if they have changed; connections that are open go on as they are. Files that do not
  // fit together (yet) change nothing, and are said to once in the log. That it expires is said to every day.
  void refresh(std::int64_t now_wall_ns);

  // For the next connection, which keeps what it needs of it.
  [[nodiscard]] boost::asio::ssl::context& context() { return context_; }

 private:
  // When and how large: files that are replaced change in one of them.
  struct State {
    std::filesystem::file_time_type certificate_time;
    std::filesystem::file_time_type key_time;
    std::uintmax_t certificate_bytes = 0;
    std::uintmax_t key_bytes = 0;
    friend bool operator==(const State&, const State&) = default;
  };
  TlsCertificate(Files files, State state, boost::asio::ssl::context context)
      : files_(std::move(files)), state_(state), context_(std::move(context)) {}
  [[nodiscard]] static State state_of(const Files& files);
  void take_changes();
  void warn_of_expiry(std::int64_t now_wall_ns);

  Files files_;
  State state_;
  // Why the files could not be read last; empty when they could.
  std::string trouble_;
  // Days since 1970.
  std::int64_t warned_day_ = 0;
  boost::asio::ssl::context context_;
};

}  // namespace regard::gateway

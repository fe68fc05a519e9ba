#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace regard::gateway {

// What the command line and the configuration file ask for.
struct ServeOptions {
  std::string data_directory;
  std::string address;
  std::uint16_t port = 0;
  std::string pages_directory;
  std::string referential_file;
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> allowed_origins;
  std::vector<std::string> trusted_proxies;
  // Both, or neither; then HTTP in the clear.
  std::string tls_certificate_file;
  std::string tls_key_file;
  // In the clear, to redirect from; nothing without.
  std::optional<std::uint16_t> http_port;
  bool has_secure_cookie = false;
  // By name.
  std::vector<std::string> second_factor_roles;
  // Of checkpoints; empty: one that is derived from the key.
  std::string origin;
  // Where checkpoints are copied to; empty for nowhere.
  std::string checkpoint_copy_file;
  // By e-mail; empty for nobody. The password is the file's first line.
  std::string checkpoint_mail_to;
  std::string checkpoint_mail_from;
  std::string smtp_server;
  std::string smtp_user;
  std::string smtp_password_file;
  // Of an RFC 3161 service; empty for none.
  std::string timestamp_url;
  std::string timestamp_ca_file;
  int trail_days = 0;
  bool has_demo = false;
  bool has_echo = false;
  std::size_t memory_limit_mib = 0;
  std::string log_level;

  [[nodiscard]] bool has_tls() const { return !tls_certificate_file.empty(); }
  // Whether people see HTTPS and nothing else.
  [[nodiscard]] bool is_secure() const { return has_secure_cookie || has_tls(); }
};

struct VerifyOptions {
  // May be empty when there is a receipt.
  std::string database_path;
  // Whose signatures are believed: the server's, under each key and name that it had.
  std::vector<std::string> keys;
  std::string checkpoints_file;
  std::string receipt_file;
  // How long the server was told to keep the access trail.
  int trail_days = 0;
};

struct KeyOptions {
  std::string data_directory;
  std::string origin;
};

struct RebuildOptions {
  std::string data_directory;
};

struct AccountOptions {
  enum class Action : std::uint8_t {
    list,
    add,
    password,
    role,
    disable,
    enable,
    revoke,
    reset_second_factor,
    add_token,
    list_tokens,
    revoke_token
  };
  Action action = Action::list;
  std::string data_directory;
  std::string login;
  std::string name;
  std::string role;
  // Of a token.
  std::string token_id;
  int lifetime_days = 0;
  bool own_interviews_only = false;
  bool speaks_for_candidate = false;
  std::vector<std::string> kinds;
};

// The command line is done with: help or the version was printed, or it was wrong, which was said.
struct Exit {
  int code = 0;
};

using Command = std::variant<ServeOptions, VerifyOptions, KeyOptions, RebuildOptions, AccountOptions, Exit>;

// Reads argv and the file that --config names; prints help, version and errors itself.
[[nodiscard]] Command parse_command_line(int argc, const char* const* argv);

}  // namespace regard::gateway

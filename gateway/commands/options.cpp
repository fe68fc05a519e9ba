#include "gateway/commands/options.hpp"

#include <CLI/CLI.hpp>
#include <limits>

#include "gateway/accounts/roles.hpp"
#include "gateway/commands/version.hpp"

namespace regard::gateway {
namespace {

constexpr std::string_view kDefaultData = "/var/lib/regard";
// Long enough to be forgotten about, short enough that it is noticed.
constexpr int kDefaultTokenDays = 365;
// The longest that the CNIL recommends for a log of accesses (deliberation 2021-122) without a further reason.
constexpr int kDefaultTrailDays = 365;
constexpr int kMaxTrailDays = 3650;
constexpr std::uint16_t kDefaultPort = 8080;
// Several times what a day of the largest site takes; and the least that leaves room for connections.
constexpr std::uint32_t kDefaultMemoryMib = 1024;
constexpr std::uint32_t kMinMemoryMib = 384;
constexpr const char* kMadeIfNeedBe = "Directory of the database; created if need be";

CLI::Range ports() { return {0, static_cast<int>(std::numeric_limits<std::uint16_t>::max())}; }

std::vector<std::string> people_role_names() {
  auto names = role_names();
  std::erase(names, role_name(v1::ROLE_INTEGRATION));
  return names;
}

void add_data(CLI::App& app, std::string& data_directory, const char* description = kMadeIfNeedBe) {
  app.add_option("--data", data_directory, description)->capture_default_str();
}

// An option before a command would be the server's, and dropped: `--data DIR rebuild` would work on another directory.
void refuse_options_before(const CLI::App& command) {
  for (const CLI::Option* option : command.get_parent()->get_options()) {
    if (option->count() == 0) continue;
    throw CLI::ArgumentMismatch(option->get_name() + " belongs behind the command: regard-server " +
                                command.get_name() + " " + option->get_name() + " ...");
  }
}

void add_tls_options(CLI::App& app, ServeOptions& options) {
  auto* certificate =
      app.add_option("--tls-certificate", options.tls_certificate_file,
                     "PEM file of the certificate, and of those that lead to it, under which the server speaks HTTPS; "
                     "read again when it changes");
  auto* key = app.add_option("--tls-key", options.tls_key_file, "PEM file of the certificate's key, no passphrase");
  certificate->needs(key);
  key->needs(certificate);
  app.add_option("--http-port", options.http_port, "TCP port on which people are sent on to HTTPS")
      ->check(ports())
      ->needs(certificate);
}

void add_origin(CLI::App& app, std::string& origin) {
  app.add_option("--origin", origin,
                 "Name under which checkpoints are signed, such as regard.example.org; otherwise one of the key's");
}

CLI::Validator mail_servers() {
  const auto check = [](const std::string& text) -> std::string {
    const bool is_server = text.starts_with("smtp://") || text.starts_with("smtps://");
    return is_server ? "" : "\"" + text + "\" is no mail server: it begins with smtp:// or smtps://";
  };
  return {check, "smtp://HOST:PORT", "mail server"};
}

void add_delivery_options(CLI::App& app, ServeOptions& options) {
  auto* to = app.add_option("--checkpoint-mail", options.checkpoint_mail_to,
                            "Address to which the newest checkpoint is sent, once an hour at most");
  auto* from = app.add_option("--checkpoint-mail-from", options.checkpoint_mail_from, "Address that it comes from");
  auto* server = app.add_option("--smtp", options.smtp_server, "Mail server, such as smtp://mail.example.org:587")
                     ->check(mail_servers());
  to->needs(from)->needs(server);
  auto* user = app.add_option("--smtp-user", options.smtp_user, "Name at the mail server, if it asks for one");
  auto* password = app.add_option("--smtp-password-file", options.smtp_password_file,
                                  "File whose first line is the password at the mail server");
  user->needs(password);
  app.add_option("--timestamp-url", options.timestamp_url,
                 "RFC 3161 time-stamping service that signs the newest checkpoint, once in ten minutes at most; its "
                 "answers are kept in DATA/timestamps");
  app.add_option("--timestamp-ca", options.timestamp_ca_file,
                 "Certificates that vouch for the service; without it, those that the system trusts");
}

void add_serve_options(CLI::App& app, ServeOptions& options) {
  options.data_directory = kDefaultData;
  options.address = "127.0.0.1";
  options.port = kDefaultPort;
  options.pages_directory = REGARD_PAGES_DIRECTORY;
  options.referential_file = REGARD_REFERENTIAL_FILE;
  options.log_level = "info";
  options.memory_limit_mib = kDefaultMemoryMib;
  options.trail_days = kDefaultTrailDays;
  add_data(app, options.data_directory);
  app.add_option("--address", options.address, "IP address to listen on; 0.0.0.0 for every network")
      ->capture_default_str();
  app.add_option("--port", options.port, "TCP port to listen on; 0 lets the system choose")
      ->check(ports())
      ->capture_default_str();
  app.add_option("--pages", options.pages_directory, "Directory of the built consoles (web/dist)")
      ->capture_default_str();
  app.add_option("--referential", options.referential_file, "The official referential, as JSON")->capture_default_str();
  app.add_option("--allowed-origin", options.allowed_origins,
                 "Origin of the pages when a proxy stands before the server, such as https://regard.example.org; may "
                 "be given several times");
  app.add_option("--allowed-host", options.allowed_hosts,
                 "Name by which people reach the server, such as regard.example.org, beside those of the allowed "
                 "origins, addresses and localhost; may be given several times");
  app.add_option("--trusted-proxy", options.trusted_proxies,
                 "Address of a proxy, or network such as 10.0.0.0/8, whose X-Forwarded-For says who asks; may be given "
                 "several times");
  add_tls_options(app, options);
  app.add_flag(
      "--secure-cookie", options.has_secure_cookie,
      "People see HTTPS and nothing else: the session cookie is for it alone. Only behind a proxy that speaks HTTPS");
  app.add_option("--require-second-factor", options.second_factor_roles,
                 "Role whose people need a second factor beside the password; may be given several times")
      ->check(CLI::IsMember(people_role_names()));
  add_origin(app, options.origin);
  app.add_option("--checkpoint-copy", options.checkpoint_copy_file,
                 "File, best on another machine, to which each signed checkpoint is appended");
  add_delivery_options(app, options);
  app.add_option("--trail-days", options.trail_days, "How long the access trail is kept")
      ->check(CLI::Range(1, kMaxTrailDays))
      ->capture_default_str();
  app.add_flag("--demo", options.has_demo,
               "Create demonstration accounts with known passwords, and write the token of a demonstration integration "
               "to DATA/demo-integration-token; on loopback addresses and on a data directory of its own only");
  app.add_flag("--echo", options.has_echo, "Add the WebSocket route /echo, for conformance suites");
  app.add_option("--memory-limit", options.memory_limit_mib,
                 "MiB of memory above which the connections that hold most are closed")
      ->check(CLI::Range(kMinMemoryMib, std::numeric_limits<std::uint32_t>::max()))
      ->capture_default_str();
  app.add_option("--log-level", options.log_level, "How much to say on standard error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
      ->capture_default_str();
  // Refused, as on the command line: a name that is misspelt would leave out what somebody relies on.
  app.allow_config_extras(CLI::config_extras_mode::capture);
  app.set_config("--config", "",
                 "Read options from a file: one `name = value` a line; see gateway/commands/regard-server.toml");
}

CLI::App* add_verify(CLI::App& app, VerifyOptions& options) {
  auto* verify = app.add_subcommand(
      "verify", "Say whether a database is what was recorded, or whether a receipt proves what it says");
  auto* database =
      verify->add_option("database", options.database_path, "The database file: DATA/regard.db, or a copy of it");
  auto* key = verify
                  ->add_option("--key", options.keys,
                               "The server's public key (regard-server key), from a hand that you trust; again for an "
                               "earlier one")
                  ->allow_extra_args(false);
  verify
      ->add_option("--checkpoints", options.checkpoints_file,
                   "File of signed checkpoints that was kept elsewhere; without it, those beside the database")
      ->needs(key)
      ->needs(database);
  verify
      ->add_option("--receipt", options.receipt_file,
                   "A receipt; with a database too: whether that still holds what the receipt proves")
      ->needs(key);
  options.trail_days = kDefaultTrailDays;
  verify
      ->add_option("--trail-days", options.trail_days,
                   "How long the server kept the access trail: what was signed since is expected")
      ->check(CLI::Range(1, kMaxTrailDays))
      ->capture_default_str();
  verify->callback([&options] {
    if (options.database_path.empty() && options.receipt_file.empty())
      throw CLI::RequiredError("database or --receipt");
  });
  return verify;
}

CLI::App* add_key(CLI::App& app, KeyOptions& options) {
  options.data_directory = kDefaultData;
  auto* key = app.add_subcommand("key", "Print the public key by which checkpoints and receipts are verified");
  add_data(*key, options.data_directory, "Directory of the database");
  add_origin(*key, options.origin);
  return key;
}

CLI::App* add_rebuild(CLI::App& app, RebuildOptions& options) {
  options.data_directory = kDefaultData;
  auto* rebuild = app.add_subcommand(
      "rebuild", "Make the catalogue of interviews again from the journal; the server must not be running");
  add_data(*rebuild, options.data_directory, "Directory of the database");
  return rebuild;
}

CLI::App* add_account_action(CLI::App& account, AccountOptions& options, AccountOptions::Action action,
                             const std::string& name, const std::string& description) {
  auto* command = account.add_subcommand(name, description);
  add_data(*command, options.data_directory, "Directory of the database");
  command->callback([&options, action] { options.action = action; });
  if (action == AccountOptions::Action::list) return command;
  command->add_option("--login", options.login, "What the person types to sign in, such as claire.martin")->required();
  return command;
}

void add_role_option(CLI::App& command, AccountOptions& options) {
  command.add_option("--role", options.role, "What the account may do")->check(CLI::IsMember(role_names()))->required();
}

void add_token_commands(CLI::App& account, AccountOptions& options) {
  using enum AccountOptions::Action;
  auto* token = account.add_subcommand("token", "Manage the tokens of an integration; several may be good at a time");
  token->require_subcommand(1);
  auto* add_command = add_account_action(*token, options, add_token, "add", "Make a token, printed this once");
  add_command->add_option("--name", options.name, "Where it is used, such as \"Telephone platform\"")->required();
  add_command->add_option("--expires-in-days", options.lifetime_days, "How long it opens anything")
      ->capture_default_str();
  add_command->add_flag("--own-interviews", options.own_interviews_only,
                        "Only for interviews that the integration itself opens");
  add_command->add_flag("--for-candidate", options.speaks_for_candidate,
                        "It may write what the candidate, a real person, says and does: for what records calls");
  add_command->add_option("--kind", options.kinds,
                          "Kind of event that it may publish, such as spoken_turn; may be given several times; "
                          "otherwise all that integrations may");
  add_account_action(*token, options, list_tokens, "list", "List the tokens, with their ids and what they may do");
  auto* revoke_command = add_account_action(*token, options, revoke_token, "revoke",
                                            "Let a token open nothing more, and end what it has open");
  revoke_command->add_option("--id", options.token_id, "The token's id, from the list")->required();
}

CLI::App* add_account_commands(CLI::App& app, AccountOptions& options) {
  using enum AccountOptions::Action;
  options.data_directory = kDefaultData;
  options.lifetime_days = kDefaultTokenDays;
  auto* account = app.add_subcommand("account", "Manage the accounts, whether the server runs or not");
  account->require_subcommand(1);
  add_account_action(*account, options, list, "list", "List the accounts");
  auto* add_command = add_account_action(*account, options, add, "add",
                                         "Add an account. The password is read from standard input; an integration "
                                         "has none: see `account token`");
  add_command->add_option("--name", options.name, "The name shown to others, such as \"Claire Martin\"")->required();
  add_role_option(*add_command, options);
  add_account_action(*account, options, password, "password",
                     "Give a person another password, read from standard input; ends their sign-ins");
  auto* role_command =
      add_account_action(*account, options, role, "role", "Give a person another role; ends their sign-ins");
  add_role_option(*role_command, options);
  add_account_action(*account, options, disable, "disable",
                     "Let the account do nothing more, and end what it has open; what it did stays");
  add_account_action(*account, options, enable, "enable", "Let a disabled account sign in again");
  add_account_action(*account, options, revoke, "revoke", "End all sign-ins of the account, and what they have open");
  add_account_action(*account, options, reset_second_factor, "reset-second-factor",
                     "Let a person who has lost what gives the codes sign in with the password alone");
  add_token_commands(*account, options);
  return account;
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  CLI::App app{"Regard: records interviews on every channel, and lets assessors observe and mark them",
               "regard-server"};
  app.set_version_flag("--version", std::string(kVersion));
  ServeOptions serve;
  VerifyOptions verify_options;
  KeyOptions key_options;
  RebuildOptions rebuild_options;
  AccountOptions account_options;
  add_serve_options(app, serve);
  const auto* verify = add_verify(app, verify_options);
  const auto* key = add_key(app, key_options);
  const auto* rebuild = add_rebuild(app, rebuild_options);
  const auto* account = add_account_commands(app, account_options);
  try {
    app.parse(argc, argv);
    for (const CLI::App* command : app.get_subcommands()) refuse_options_before(*command);
  } catch (const CLI::ParseError& error) {
    return Exit{app.exit(error)};
  }
  if (verify->parsed()) return verify_options;
  if (key->parsed()) return key_options;
  if (rebuild->parsed()) return rebuild_options;
  if (account->parsed()) return account_options;
  return serve;
}

}  // namespace regard::gateway

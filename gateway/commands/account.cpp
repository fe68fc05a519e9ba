#include <unistd.h>

#include <cstdio>
#include <expected>
#include <iostream>
#include <optional>

#include "gateway/accounts/administration.hpp"
#include "gateway/accounts/login_rules.hpp"
#include "gateway/accounts/roles.hpp"
#include "gateway/accounts/secrets.hpp"
#include "gateway/commands/commands.hpp"
#include "gateway/commands/control.hpp"
#include "gateway/commands/say.hpp"
#include "gateway/commands/store_accounts.hpp"
#include "storage/data_directory.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace regard::gateway {
namespace {

using Action = AccountOptions::Action;
template <typename T>
using Or = std::expected<T, std::string>;

// On the database itself, which is held for this program alone meanwhile.
Or<v1::AdministrationAnswer> ask_database(const std::string& data_directory, const v1::AdministrationRequest& request) {
  auto directory = storage::DataDirectory::open(data_directory);
  if (!directory) return std::unexpected(directory.error().reason);
  auto store = storage::SqliteStore::open({.database_path = directory->database_path()});
  if (!store) return std::unexpected(store.error().reason);
  auto accounts = load_accounts(**store);
  if (!accounts) return std::unexpected(accounts.error().reason);
  SystemRandom random;
  StoreAccounts kept{**store};
  Administration administration{{*accounts, kept, random, [](observer::AccountId) {}}};
  v1::AdministrationAnswer answer;
  administration.run(request, [&](v1::AdministrationAnswer given) { answer = std::move(given); });
  return answer;
}

Or<v1::AdministrationAnswer> ask(const std::string& data_directory, const v1::AdministrationRequest& request) {
  auto answer = ask_running_server(storage::DataDirectory::control_path(data_directory), request);
  Or<v1::AdministrationAnswer> given = answer ? *std::move(answer) : ask_database(data_directory, request);
  if (given && !given->error().empty()) return std::unexpected(given->error());
  return given;
}

Or<std::optional<v1::ListedAccount>> find(const AccountOptions& options) {
  v1::AdministrationRequest request;
  request.mutable_list();
  const auto answer = ask(options.data_directory, request);
  if (!answer) return std::unexpected(answer.error());
  for (const auto& account : answer->accounts()) {
    if (account.login() == options.login) return account;
  }
  return std::nullopt;
}

Or<std::string> read_password(const std::string& login, const std::string& name) {
  if (isatty(STDIN_FILENO) != 0) std::printf("Password (shown as you type): ");
  std::string password;
  std::getline(std::cin, password);
  if (auto wrong = check_password(password, login, name)) return std::unexpected(*std::move(wrong));
  return hash_password(password);
}

// The hash of a password that is read, or of a token that is made.
struct Secret {
  std::string hash;
  // Empty for a person.
  std::string token;
};

Or<Secret> make_secret(v1::Role role, const std::string& login, const std::string& name) {
  if (role == v1::ROLE_INTEGRATION) {
    SystemRandom random;
    std::string token = new_token(random);
    return Secret{digest_token(token), token};
  }
  auto hash = read_password(login, name);
  if (!hash) return std::unexpected(hash.error());
  return Secret{*std::move(hash), {}};
}

Or<Secret> new_secret(const AccountOptions& options) {
  const auto account = find(options);
  if (!account) return std::unexpected(account.error());
  if (!*account) return std::unexpected("there is no account with the login " + options.login);
  const bool is_program = (*account)->role() == v1::ROLE_INTEGRATION;
  if (is_program != (options.action == Action::token)) {
    return std::unexpected(is_program ? "an integration has a token and no password: account token"
                                      : "a person has a password and no token: account password");
  }
  return make_secret((*account)->role(), options.login, (*account)->name());
}

// Fills the request; what it has to show afterwards is a token.
Or<std::string> prepare(const AccountOptions& options, v1::AdministrationRequest& request) {
  request.set_login(options.login);
  const auto role = role_by_name(options.role).value_or(v1::ROLE_UNSPECIFIED);  // Checked when it was read.
  switch (options.action) {
    case Action::list:
      request.clear_login();
      request.mutable_list();
      return {};
    case Action::add: {
      auto secret = make_secret(role, options.login, options.name);
      if (!secret) return std::unexpected(secret.error());
      request.mutable_add()->set_name(options.name);
      request.mutable_add()->set_role(role);
      request.mutable_add()->set_secret_hash(secret->hash);
      return secret->token;
    }
    case Action::password:
    case Action::token: {
      auto secret = new_secret(options);
      if (!secret) return std::unexpected(secret.error());
      request.mutable_set_secret()->set_secret_hash(secret->hash);
      return secret->token;
    }
    case Action::role:
      request.mutable_set_role()->set_role(role);
      return {};
    case Action::disable:
    case Action::enable:
      request.mutable_set_enabled()->set_enabled(options.action == Action::enable);
      return {};
    case Action::revoke:
      request.mutable_end_sign_ins();
      return {};
  }
  std::unreachable();
}

void show(const v1::AdministrationAnswer& answer) {
  for (const auto& account : answer.accounts()) {
    std::printf("%-24s %-16s %-9s %3d signed in  %s\n", account.login().c_str(), role_name(account.role()).c_str(),
                account.enabled() ? "enabled" : "disabled", account.sign_in_count(), account.name().c_str());
  }
}

}  // namespace

int account(AccountOptions options) {
  options.login = canonical_login(options.login);
  v1::AdministrationRequest request;
  const auto token = prepare(options, request);
  if (!token) return fail(token.error());
  const auto answer = ask(options.data_directory, request);
  if (!answer) return fail(answer.error());
  show(*answer);
  if (!token->empty()) std::printf("Token, shown this once: %s\n", token->c_str());
  if (options.action != Action::list) std::printf("Done: %s.\n", options.login.c_str());
  return 0;
}

}  // namespace regard::gateway

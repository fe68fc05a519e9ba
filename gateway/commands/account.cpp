#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
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
#include "gateway/commands/machine_owner.hpp"
#include "gateway/commands/open_trail.hpp"
#include "gateway/commands/say.hpp"
#include "gateway/commands/store_accounts.hpp"
#include "gateway/system/system_clock.hpp"
#include "storage/data_directory.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "storage/trail/trail_thread.hpp"

namespace regard::gateway {
namespace {

using Action = AccountOptions::Action;
template <typename T>
using Or = std::expected<T, std::string>;

// Kept when it goes.
Or<std::unique_ptr<storage::TrailThread>> start_trail(const storage::DataDirectory& directory,
                                                      storage::WritingEngine& store) {
  const auto tell = [](const std::string& reason) { (void)fail("the access trail: " + reason); };
  auto database = open_trail(directory, store, tell);
  if (!database) return std::unexpected(database.error().reason);
  // What is over its term is the server's to remove.
  constexpr std::chrono::days kNoTerm{36'500};
  return std::make_unique<storage::TrailThread>(
      storage::TrailThread::Parts{*std::move(database), [] { return SystemClock().wall_ns(); }, kNoTerm, tell});
}

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
  SystemClock clock;
  auto trail = start_trail(*directory, **store);
  if (!trail) return std::unexpected(trail.error());
  Administration administration{
      {*accounts, kept, clock, random, **trail, [](const std::string&) {}, [](observer::AccountId) {}}};
  v1::AdministrationAnswer answer;
  administration.run(request, machine_owner(getuid()),
                     [&](v1::AdministrationAnswer given) { answer = std::move(given); });
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

Or<std::string> new_password(const AccountOptions& options) {
  const auto account = find(options);
  if (!account) return std::unexpected(account.error());
  if (!*account) return std::unexpected("there is no account with the login " + options.login);
  if ((*account)->role() == v1::ROLE_INTEGRATION) {
    return std::unexpected("an integration has tokens and no password: account token");
  }
  return read_password(options.login, (*account)->name());
}

Or<void> prepare_account(const AccountOptions& options, v1::AddAccount& added) {
  const auto role = role_by_name(options.role).value_or(v1::ROLE_UNSPECIFIED);  // Checked when it was read.
  added.set_name(options.name);
  added.set_role(role);
  if (role == v1::ROLE_INTEGRATION) return {};
  auto hash = read_password(options.login, options.name);
  if (!hash) return std::unexpected(hash.error());
  added.set_secret_hash(*hash);
  return {};
}

// The token itself, of which the request has the digest.
std::string prepare_token(const AccountOptions& options, v1::AddToken& added) {
  SystemRandom random;
  std::string token = new_token(random);
  added.set_token_hash(digest_token(token));
  added.set_name(options.name);
  added.set_lifetime_days(options.lifetime_days);
  added.mutable_scope()->set_own_interviews_only(options.own_interviews_only);
  added.mutable_scope()->set_speaks_for_candidate(options.speaks_for_candidate);
  for (const std::string& kind : options.kinds) added.mutable_scope()->add_kinds(kind);
  return token;
}

// Fills the request; what there is to show afterwards is a token.
Or<std::string> prepare(const AccountOptions& options, v1::AdministrationRequest& request) {
  request.set_login(options.login);
  switch (options.action) {
    case Action::list:
      request.clear_login();
      request.mutable_list();
      return {};
    case Action::add:
      if (auto prepared = prepare_account(options, *request.mutable_add()); !prepared) {
        return std::unexpected(prepared.error());
      }
      return {};
    case Action::password: {
      auto hash = new_password(options);
      if (!hash) return hash;
      request.mutable_set_secret()->set_secret_hash(*hash);
      return {};
    }
    case Action::role:
      request.mutable_set_role()->set_role(role_by_name(options.role).value_or(v1::ROLE_UNSPECIFIED));
      return {};
    case Action::disable:
    case Action::enable:
      request.mutable_set_enabled()->set_enabled(options.action == Action::enable);
      return {};
    case Action::revoke:
      request.mutable_end_sign_ins();
      return {};
    case Action::reset_second_factor:
      request.mutable_reset_second_factor();
      return {};
    case Action::add_token:
      return prepare_token(options, *request.mutable_add_token());
    case Action::list_tokens:
      request.mutable_list_tokens();
      return {};
    case Action::revoke_token:
      request.mutable_revoke_token()->set_token_id(options.token_id);
      return {};
  }
  std::unreachable();
}

std::string day_of(std::int64_t wall_ns) {
  if (wall_ns == 0) return "never";
  const std::chrono::sys_time<std::chrono::nanoseconds> moment{std::chrono::nanoseconds{wall_ns}};
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(moment)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string words_for(const v1::TokenScope& scope) {
  std::string words = scope.own_interviews_only() ? "own interviews" : "all interviews";
  if (scope.speaks_for_candidate()) words += ", for the candidate";
  for (const std::string& kind : scope.kinds()) words += ", " + kind;
  return words;
}

void show(const v1::AdministrationAnswer& answer) {
  for (const auto& account : answer.accounts()) {
    std::printf("%-24s %-16s %-9s %3d signed in  %-13s  %s\n", account.login().c_str(),
                role_name(account.role()).c_str(), account.enabled() ? "enabled" : "disabled", account.sign_in_count(),
                account.has_second_factor() ? "second factor" : "", account.name().c_str());
  }
  for (const auto& token : answer.tokens()) {
    std::printf("%s  expires %-10s  %s  (%s)\n", token.token_id().c_str(), day_of(token.expires_wall_ns()).c_str(),
                token.name().c_str(), words_for(token.scope()).c_str());
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
  const bool is_list = options.action == Action::list || options.action == Action::list_tokens;
  if (!is_list) std::printf("Done: %s.\n", options.login.c_str());
  return 0;
}

}  // namespace regard::gateway

#include <unistd.h>

#include <cstdio>
#include <expected>
#include <iostream>
#include <optional>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/roles.hpp"
#include "gateway/accounts/secrets.hpp"
#include "gateway/commands/commands.hpp"
#include "gateway/commands/say.hpp"
#include "storage/data_directory.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace regard::gateway {
namespace {

// Shorter ones are guessed: NIST SP 800-63B, section 5.1.1.2.
constexpr std::size_t kMinPasswordBytes = 8;

// The database, held for this program alone: the lock goes with the process.
struct Opened {
  storage::DataDirectory directory;
  std::unique_ptr<storage::WritingEngine> store;
};

std::expected<Opened, std::string> open(const std::string& data_directory) {
  auto directory = storage::DataDirectory::open(data_directory);
  if (!directory) return std::unexpected(directory.error().reason);
  auto store = storage::SqliteStore::open({.database_path = directory->database_path()});
  if (!store) return std::unexpected(store.error().reason);
  return Opened{std::move(*directory), std::move(*store)};
}

std::expected<std::string, std::string> read_password() {
  if (isatty(STDIN_FILENO) != 0) std::printf("Password (shown as you type): ");
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < kMinPasswordBytes || password.size() > limits::kMaxPasswordBytes) {
    return std::unexpected("a password has " + std::to_string(kMinPasswordBytes) + " to " +
                           std::to_string(limits::kMaxPasswordBytes) + " characters");
  }
  return password;
}

// The new account's secret hash; prints an integration's token.
std::expected<std::string, std::string> make_secret(v1::Role role, observer::Random& random) {
  if (role == v1::ROLE_INTEGRATION) {
    const std::string token = new_token(random);
    std::printf("Token, shown this once: %s\n", token.c_str());
    return digest_token(token);
  }
  const auto password = read_password();
  if (!password) return password;
  return hash_password(*password);
}

}  // namespace

int add_account(const AddAccountOptions& options) {
  if (options.login.empty() || options.login.size() > limits::kMaxLoginBytes) {
    return fail("a login has 1 to " + std::to_string(limits::kMaxLoginBytes) + " characters");
  }
  SystemRandom random;
  auto opened = open(options.data_directory);
  if (!opened) return fail(opened.error());
  const auto known = opened->store->find_account(options.login);
  if (!known) return fail(known.error().reason);
  const v1::Role role = *role_by_name(options.role);  // Checked when the command line was read.
  const auto secret = make_secret(role, random);
  if (!secret) return fail(secret.error());
  const observer::AccountId id = *known ? (*known)->account_id : random.uuid();
  if (auto done = opened->store->put_account({id, options.login, options.name, role, *secret}); !done) {
    return fail(done.error().reason);
  }
  std::printf("%s %s as %s.\n", *known ? "Changed" : "Added", options.login.c_str(), options.role.c_str());
  return 0;
}

int list_accounts(const ListAccountsOptions& options) {
  auto opened = open(options.data_directory);
  if (!opened) return fail(opened.error());
  const auto accounts = opened->store->accounts();
  if (!accounts) return fail(accounts.error().reason);
  for (const auto& account : *accounts) {
    std::printf("%-20s %-16s %s\n", account.login.c_str(), role_name(account.role).c_str(), account.name.c_str());
  }
  return 0;
}

}  // namespace regard::gateway

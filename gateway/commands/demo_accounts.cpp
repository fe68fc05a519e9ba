#include "gateway/commands/demo_accounts.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <cstdio>
#include <fstream>

#include "gateway/accounts/roles.hpp"
#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {
namespace {

constexpr const char* kDemoPassword = "regard-demonstration";
constexpr const char* kDemoIntegration = "demonstration";
constexpr const char* kTokenFile = "demo-integration-token";
// Says that the directory holds a demonstration: accounts whose passwords are known to everybody.
constexpr const char* kMarkerFile = "demonstration";

struct DemoPerson {
  const char* login;
  const char* name;
  v1::Role role;
};

constexpr std::array<DemoPerson, 7> kPeople{{
    {"claire.martin", "Claire Martin", v1::ROLE_ASSESSOR},
    {"paul.durand", "Paul Durand", v1::ROLE_ASSESSOR},
    {"lea.bernard", "Léa Bernard", v1::ROLE_CANDIDATE},
    {"hugo.petit", "Hugo Petit", v1::ROLE_CANDIDATE},
    {"nadia.benali", "Nadia Benali", v1::ROLE_ROLE_PLAYER},
    {"sophie.leroy", "Sophie Leroy", v1::ROLE_ORGANISER},
    {"marc.dubois", "Marc Dubois", v1::ROLE_QUALITY_MANAGER},
}};

using Outcome = std::expected<void, std::string>;

Outcome put(storage::WritingEngine& store, const observer::Account& account) {
  if (auto done = store.put_account(account); !done) return std::unexpected(done.error().reason);
  return {};
}

Outcome add_people(storage::WritingEngine& store, observer::Random& random) {
  const auto hash = hash_password(kDemoPassword);
  if (!hash) return std::unexpected(hash.error());
  for (const DemoPerson& person : kPeople) {
    const auto known = store.find_account(person.login);
    if (!known) return std::unexpected(known.error().reason);
    if (*known) continue;
    if (auto done = put(store, {random.uuid(), person.login, person.name, person.role, *hash}); !done) return done;
  }
  return {};
}

// Whoever has read the token's file goes on after a restart.
Outcome add_integration(storage::WritingEngine& store, observer::Random& random,
                        const std::filesystem::path& data_directory) {
  const auto known = store.find_account(kDemoIntegration);
  if (!known) return std::unexpected(known.error().reason);
  const auto tokens = store.tokens();
  if (!tokens) return std::unexpected(tokens.error().reason);
  std::string token;
  std::getline(std::ifstream(data_directory / kTokenFile), token);
  if (std::ranges::find(*tokens, digest_token(token), &observer::IntegrationToken::token_hash) != tokens->end())
    return {};
  token = new_token(random);
  const observer::AccountId id = *known ? (*known)->account_id : random.uuid();
  if (auto done = put(store, {id, kDemoIntegration, "Démonstration", v1::ROLE_INTEGRATION, {}}); !done) return done;
  // It plays whole interviews, the candidates in them included.
  const observer::IntegrationToken demonstration{.token_hash = digest_token(token),
                                                 .account_id = id,
                                                 .token_id = random.uuid(),
                                                 .name = "demonstration",
                                                 .scope = {.speaks_for_candidate = true}};
  if (auto kept = store.put_token(demonstration); !kept) return std::unexpected(kept.error().reason);
  const auto path = data_directory / kTokenFile;
  std::ofstream file(path, std::ios::trunc);
  std::error_code ignored;  // What cannot be opened is seen below.
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  file << token << '\n';
  file.close();
  if (!file) return std::unexpected(path.string() + " cannot be written");
  return {};
}

Outcome mark(const std::filesystem::path& data_directory) {
  const auto path = data_directory / kMarkerFile;
  std::ofstream file(path);
  file << "The accounts here have passwords that are known to everybody.\n";
  file.close();
  if (!file) return std::unexpected(path.string() + " cannot be written");
  return {};
}

bool is_loopback(const std::string& address) {
  boost::system::error_code error;
  const auto ip = boost::asio::ip::make_address(address, error);
  return !error && ip.is_loopback();
}

}  // namespace

Outcome check_demo(bool has_demo, const std::string& address, const storage::DataDirectory& data_directory) {
  const std::filesystem::path& path = data_directory.path();
  const bool is_marked = std::filesystem::exists(path / kMarkerFile);
  if (!has_demo) {
    if (!is_marked) return {};
    return std::unexpected(
        "the data directory " + path.string() +
        " was made for a demonstration, whose passwords are known to everybody: start with --demo, or "
        "with another --data");
  }
  if (!is_loopback(address)) {
    return std::unexpected(
        "--demo is for this machine alone, for its passwords are known to everybody: listen on "
        "127.0.0.1, or leave --demo out");
  }
  if (is_marked) return {};
  if (std::filesystem::exists(data_directory.database_path())) {
    return std::unexpected("the data directory " + path.string() +
                           " was not made by --demo: start with another --data, or without --demo");
  }
  return mark(path);
}

Outcome prepare_demo(storage::WritingEngine& store, observer::Random& random,
                     const std::filesystem::path& data_directory) {
  if (auto done = add_people(store, random); !done) return done;
  if (auto done = add_integration(store, random, data_directory); !done) return done;
  std::printf("Demonstration accounts, all with the password %s:\n", kDemoPassword);
  for (const DemoPerson& person : kPeople) {
    std::printf("  %-14s %s\n", person.login, role_name(person.role).c_str());
  }
  return {};
}

}  // namespace regard::gateway

#include "gateway/accounts/account_directory.hpp"

#include <algorithm>

#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {

using observer::Account;

AccountDirectory::AccountDirectory(std::vector<Account> accounts, std::vector<observer::SignInSession> sessions) {
  for (Account& account : accounts) {
    const observer::AccountId id = account.account_id;
    const Account& kept = accounts_.emplace(id, std::move(account)).first->second;
    by_login_.emplace(kept.login, &kept);
    if (kept.role == v1::ROLE_INTEGRATION) by_token_hash_.emplace(kept.secret_hash, &kept);
  }
  for (auto& session : sessions) add_session(std::move(session));
}

const Account* AccountDirectory::by_id(observer::AccountId id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

const Account* AccountDirectory::by_login(std::string_view login) const {
  const auto found = by_login_.find(login);
  return found == by_login_.end() ? nullptr : found->second;
}

const Account* AccountDirectory::by_integration_token(std::string_view token) const {
  // Looked up by digest: the time it takes tells nothing about the token.
  const auto found = by_token_hash_.find(digest_token(token));
  return found == by_token_hash_.end() ? nullptr : found->second;
}

const Account* AccountDirectory::by_session(const std::string& token_hash, std::int64_t now_wall_ns) const {
  const auto found = sessions_.find(token_hash);
  if (found == sessions_.end() || found->second.expires_wall_ns <= now_wall_ns) return nullptr;
  return by_id(found->second.account_id);
}

std::vector<const Account*> AccountDirectory::people() const {
  std::vector<const Account*> people;
  for (const auto& [id, account] : accounts_) {
    if (account.role != v1::ROLE_INTEGRATION) people.push_back(&account);
  }
  std::ranges::sort(people, {}, [](const Account* account) { return std::tie(account->name, account->login); });
  return people;
}

void AccountDirectory::add_session(observer::SignInSession session) {
  std::string key = session.token_hash;
  sessions_.insert_or_assign(std::move(key), std::move(session));
}

void AccountDirectory::remove_session(const std::string& token_hash) { sessions_.erase(token_hash); }

}  // namespace regard::gateway

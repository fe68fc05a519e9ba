#include "gateway/accounts/account_directory.hpp"

#include <algorithm>

#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {

using observer::Account;

AccountDirectory::AccountDirectory(std::vector<Account> accounts, std::vector<observer::SignInSession> sessions) {
  for (Account& account : accounts) put(std::move(account));
  for (auto& session : sessions) add_session(std::move(session));
}

void AccountDirectory::put(Account account) {
  Account& kept = accounts_[account.account_id];
  // The indexes hold views of what is about to change.
  std::erase_if(by_login_, [&](const auto& entry) { return entry.second == &kept; });
  std::erase_if(by_token_hash_, [&](const auto& entry) { return entry.second == &kept; });
  kept = std::move(account);
  index(kept);
}

void AccountDirectory::index(const Account& account) {
  by_login_.emplace(account.login, &account);
  if (account.role == v1::ROLE_INTEGRATION) by_token_hash_.emplace(account.secret_hash, &account);
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
  return found == by_token_hash_.end() || found->second->is_disabled ? nullptr : found->second;
}

const Account* AccountDirectory::by_session(const std::string& token_hash, std::int64_t now_wall_ns) const {
  const auto found = sessions_.find(token_hash);
  if (found == sessions_.end() || found->second.expires_wall_ns <= now_wall_ns) return nullptr;
  const Account* account = by_id(found->second.account_id);
  return account == nullptr || account->is_disabled ? nullptr : account;
}

std::vector<const Account*> AccountDirectory::people() const {
  std::vector<const Account*> people;
  for (const auto& [id, account] : accounts_) {
    if (account.role != v1::ROLE_INTEGRATION && !account.is_disabled) people.push_back(&account);
  }
  std::ranges::sort(people, {}, [](const Account* account) { return std::tie(account->name, account->login); });
  return people;
}

std::vector<const Account*> AccountDirectory::all() const {
  std::vector<const Account*> all;
  all.reserve(accounts_.size());
  for (const auto& [id, account] : accounts_) all.push_back(&account);
  std::ranges::sort(all, {}, &Account::login);
  return all;
}

std::vector<observer::SignInSession> AccountDirectory::sessions_of(observer::AccountId account_id) const {
  std::vector<observer::SignInSession> found;
  for (const auto& [token_hash, session] : sessions_) {
    if (session.account_id == account_id) found.push_back(session);
  }
  std::ranges::sort(found, {}, &observer::SignInSession::created_wall_ns);
  return found;
}

void AccountDirectory::add_session(observer::SignInSession session) {
  std::string key = session.token_hash;
  sessions_.insert_or_assign(std::move(key), std::move(session));
}

void AccountDirectory::remove_session(const std::string& token_hash) { sessions_.erase(token_hash); }

void AccountDirectory::remove_sessions_of(observer::AccountId account_id, const std::string& but_token_hash) {
  std::erase_if(sessions_, [&](const auto& entry) {
    return entry.second.account_id == account_id && entry.first != but_token_hash;
  });
}

std::vector<std::string> AccountDirectory::take_expired(std::int64_t now_wall_ns) {
  std::vector<std::string> token_hashes;
  std::erase_if(sessions_, [&](const auto& entry) {
    if (entry.second.expires_wall_ns > now_wall_ns) return false;
    token_hashes.push_back(entry.first);
    return true;
  });
  return token_hashes;
}

}  // namespace regard::gateway

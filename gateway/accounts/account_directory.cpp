#include "gateway/accounts/account_directory.hpp"

#include <algorithm>
#include <tuple>

namespace regard::gateway {

using observer::Account;

AccountDirectory::AccountDirectory(Kept kept) {
  for (Account& account : kept.accounts) put(std::move(account));
  for (auto& session : kept.sessions) add_session(std::move(session));
  for (auto& token : kept.tokens) put_token(std::move(token));
  for (auto& factor : kept.second_factors) put_second_factor(std::move(factor));
  for (auto& invitation : kept.invitations) put_invitation(std::move(invitation));
}

void AccountDirectory::put(Account account) {
  Account& kept = accounts_[account.account_id];
  // The index holds views of what is about to change.
  std::erase_if(by_login_, [&](const auto& entry) { return entry.second == &kept; });
  kept = std::move(account);
  by_login_.emplace(kept.login, &kept);
}

void AccountDirectory::take_back(const Account& change, const Account& before) {
  Account& now = accounts_.at(change.account_id);
  if (now.name == change.name) now.name = before.name;
  if (now.secret_hash == change.secret_hash) now.secret_hash = before.secret_hash;
  if (now.role == change.role) now.role = before.role;
  if (now.is_disabled == change.is_disabled) now.is_disabled = before.is_disabled;
}

const Account* AccountDirectory::by_id(observer::AccountId id) const {
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : &found->second;
}

const Account* AccountDirectory::by_login(std::string_view login) const {
  const auto found = by_login_.find(login);
  return found == by_login_.end() ? nullptr : found->second;
}

std::optional<Account> AccountDirectory::by_token(const std::string& token_hash, std::int64_t now_wall_ns) const {
  const auto found = tokens_.find(token_hash);
  if (found == tokens_.end() || found->second.is_over(now_wall_ns)) return std::nullopt;
  const Account* account = by_id(found->second.account_id);
  if (account == nullptr || account->is_disabled) return std::nullopt;
  Account scoped = *account;
  scoped.scope = found->second.scope;
  return scoped;
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

std::vector<observer::IntegrationToken> AccountDirectory::tokens_of(observer::AccountId account_id) const {
  std::vector<observer::IntegrationToken> found;
  for (const auto& [token_hash, token] : tokens_) {
    if (token.account_id == account_id) found.push_back(token);
  }
  std::ranges::sort(found, {}, [](const auto& token) { return std::tie(token.created_wall_ns, token.token_hash); });
  return found;
}

std::optional<observer::SecondFactor> AccountDirectory::take_second_factor(observer::AccountId account_id) {
  auto taken = second_factors_.extract(account_id);
  if (!taken) return std::nullopt;
  return std::move(taken.mapped());
}

const observer::SecondFactor* AccountDirectory::second_factor_of(observer::AccountId account_id) const {
  const auto found = second_factors_.find(account_id);
  return found == second_factors_.end() ? nullptr : &found->second;
}

const Account* AccountDirectory::by_invitation(const std::string& token_hash, std::int64_t now_wall_ns) const {
  const auto found = invited_.find(token_hash);
  if (found == invited_.end() || invitations_.at(found->second).is_over(now_wall_ns)) return nullptr;
  const Account* account = by_id(found->second);
  if (account == nullptr || account->is_disabled) return nullptr;
  return account;
}

const observer::Invitation* AccountDirectory::invitation_of(observer::AccountId account_id) const {
  const auto found = invitations_.find(account_id);
  return found == invitations_.end() ? nullptr : &found->second;
}

void AccountDirectory::put_invitation(observer::Invitation invitation) {
  (void)take_invitation(invitation.account_id);
  invited_.emplace(invitation.token_hash, invitation.account_id);
  const observer::AccountId account_id = invitation.account_id;
  invitations_.emplace(account_id, std::move(invitation));
}

std::optional<observer::Invitation> AccountDirectory::take_invitation(observer::AccountId account_id) {
  auto taken = invitations_.extract(account_id);
  if (!taken) return std::nullopt;
  invited_.erase(taken.mapped().token_hash);
  return std::move(taken.mapped());
}

void AccountDirectory::put_token(observer::IntegrationToken token) {
  std::string key = token.token_hash;
  tokens_.insert_or_assign(std::move(key), std::move(token));
}

void AccountDirectory::put_second_factor(observer::SecondFactor factor) {
  const observer::AccountId account_id = factor.account_id;
  second_factors_.insert_or_assign(account_id, std::move(factor));
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
  const auto take = [&](const std::string& token_hash, bool is_over) {
    if (is_over) token_hashes.push_back(token_hash);
    return is_over;
  };
  std::erase_if(sessions_,
                [&](const auto& entry) { return take(entry.first, entry.second.expires_wall_ns <= now_wall_ns); });
  std::erase_if(tokens_, [&](const auto& entry) { return take(entry.first, entry.second.is_over(now_wall_ns)); });
  return token_hashes;
}

}  // namespace regard::gateway

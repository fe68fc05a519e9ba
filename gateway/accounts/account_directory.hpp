#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/accounts/invitation.hpp"
#include "observer/accounts/second_factor.hpp"
#include "observer/ports/people.hpp"

namespace regard::gateway {

// The accounts, and the sign-in sessions of the moment. Thread: the gateway's.
class AccountDirectory final : public observer::People {
 public:
  struct Kept {
    std::vector<observer::Account> accounts{};
    std::vector<observer::SignInSession> sessions{};
    std::vector<observer::IntegrationToken> tokens{};
    std::vector<observer::SecondFactor> second_factors{};
    std::vector<observer::Invitation> invitations{};
  };
  explicit AccountDirectory(Kept kept);

  // Disabled ones too. What is returned stays where it is, and changes with put().
  [[nodiscard]] const observer::Account* by_id(observer::AccountId id) const override;
  [[nodiscard]] const observer::Account* by_login(std::string_view login) const override;
  // The integration that the token with this digest belongs to, within the token's scope; nothing when it is unknown or
  // over at `now_wall_ns`, or the account is disabled.
  [[nodiscard]] std::optional<observer::Account> by_token(const std::string& token_hash,
                                                          std::int64_t now_wall_ns) const;
  // The account behind a cookie's token digest; null when the session is unknown or over at `now_wall_ns`, or the
  // account is disabled.
  [[nodiscard]] const observer::Account* by_session(const std::string& token_hash, std::int64_t now_wall_ns) const;
  // Whose password the link with this token's digest sets; null when it is unknown, used up, revoked or over at
  // `now_wall_ns`, or the account is disabled.
  [[nodiscard]] const observer::Account* by_invitation(const std::string& token_hash, std::int64_t now_wall_ns) const;
  // Everybody whose account is open, but integrations, by name.
  [[nodiscard]] std::vector<const observer::Account*> people() const;
  // All, by login.
  [[nodiscard]] std::vector<const observer::Account*> all() const;
  // The oldest first.
  [[nodiscard]] std::vector<observer::SignInSession> sessions_of(observer::AccountId account_id) const;

  // Of a sign-in or of a token.
  [[nodiscard]] bool is_good(const std::string& credential_hash, std::int64_t now_wall_ns) const {
    return by_session(credential_hash, now_wall_ns) != nullptr || by_token(credential_hash, now_wall_ns).has_value();
  }
  // Requires: there is such a token.
  [[nodiscard]] observer::Uuid token_id(const std::string& token_hash) const { return tokens_.at(token_hash).token_id; }
  // The oldest first.
  [[nodiscard]] std::vector<observer::IntegrationToken> tokens_of(observer::AccountId account_id) const;
  // Null when the account has none.
  [[nodiscard]] const observer::SecondFactor* second_factor_of(observer::AccountId account_id) const;

  // Null when the account has none; it may be over.
  [[nodiscard]] const observer::Invitation* invitation_of(observer::AccountId account_id) const;

  // Adds the account, or replaces the one with its id. Requires: no other account has its login.
  void put(observer::Account account);
  // Undoes what `change` made of `before`, which could not be kept. What came later stands.
  void take_back(const observer::Account& change, const observer::Account& before);
  void add_session(observer::SignInSession session);
  void remove_session(const std::string& token_hash);
  // All but the one with this token's digest; empty for all.
  void remove_sessions_of(observer::AccountId account_id, const std::string& but_token_hash);
  void put_token(observer::IntegrationToken token);
  void remove_token(const std::string& token_hash) { tokens_.erase(token_hash); }
  void put_second_factor(observer::SecondFactor factor);
  // Removes it; nothing when there is none.
  [[nodiscard]] std::optional<observer::SecondFactor> take_second_factor(observer::AccountId account_id);
  // In place of the account's own.
  void put_invitation(observer::Invitation invitation);
  // Removes it; nothing when there is none.
  [[nodiscard]] std::optional<observer::Invitation> take_invitation(observer::AccountId account_id);
  // Removes the sign-ins and tokens that are over; their digests.
  [[nodiscard]] std::vector<std::string> take_expired(std::int64_t now_wall_ns);

 private:
  std::unordered_map<observer::AccountId, observer::Account> accounts_;
  std::unordered_map<std::string_view, const observer::Account*> by_login_;
  std::unordered_map<std::string, observer::SignInSession> sessions_;
  std::unordered_map<std::string, observer::IntegrationToken> tokens_;
  std::unordered_map<observer::AccountId, observer::SecondFactor> second_factors_;
  std::unordered_map<observer::AccountId, observer::Invitation> invitations_;
  // By their tokens' digests.
  std::unordered_map<std::string, observer::AccountId> invited_;
};

}  // namespace regard::gateway

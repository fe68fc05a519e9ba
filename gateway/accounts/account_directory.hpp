#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/ports/people.hpp"

namespace regard::gateway {

// The accounts, loaded once at start, and the sign-in sessions of the moment. Thread: the gateway's.
class AccountDirectory final : public observer::People {
 public:
  AccountDirectory(std::vector<observer::Account> accounts, std::vector<observer::SignInSession> sessions);

  [[nodiscard]] const observer::Account* by_id(observer::AccountId id) const override;
  [[nodiscard]] const observer::Account* by_login(std::string_view login) const override;
  // The integration that the token belongs to.
  [[nodiscard]] const observer::Account* by_integration_token(std::string_view token) const;
  // The account behind a cookie's token digest; null when the session is unknown or over at `now_wall_ns`.
  [[nodiscard]] const observer::Account* by_session(const std::string& token_hash, std::int64_t now_wall_ns) const;
  // Everybody but integrations, by name.
  [[nodiscard]] std::vector<const observer::Account*> people() const;

  void add_session(observer::SignInSession session);
  void remove_session(const std::string& token_hash);

 private:
  std::unordered_map<observer::AccountId, observer::Account> accounts_;
  std::unordered_map<std::string_view, const observer::Account*> by_login_;
  std::unordered_map<std::string_view, const observer::Account*> by_token_hash_;
  std::unordered_map<std::string, observer::SignInSession> sessions_;
};

}  // namespace regard::gateway

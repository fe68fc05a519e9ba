#pragma once

#include <string>

#include "observer/accounts/account.hpp"
#include "observer/accounts/invitation.hpp"
#include "observer/accounts/second_factor.hpp"
#include "observer/ports/store_failure.hpp"

namespace regard::observer {

// The port through which accounts and sign-in sessions are kept. Thread and callbacks: as Journal's; what was asked for
// first is on disk first.
class AccountStore {
 public:
  virtual ~AccountStore() = default;
  virtual void put_session(SignInSession session, Committed done) = 0;
  virtual void remove_session(std::string token_hash, Committed done) = 0;
  // All of an account but the one with this token's digest; empty for all.
  virtual void remove_sessions_of(AccountId account_id, std::string but_token_hash, Committed done) = 0;
  // Adds the account, or replaces the one with its id.
  virtual void put_account(Account account, Committed done) = 0;
  // Adds the token, or replaces the one with its digest.
  virtual void put_token(IntegrationToken token, Committed done) = 0;
  virtual void remove_token(std::string token_hash, Committed done) = 0;
  // Adds it, or replaces the account's own.
  virtual void put_second_factor(SecondFactor factor, Committed done) = 0;
  virtual void remove_second_factor(AccountId account_id, Committed done) = 0;
  // Adds it, or replaces the account's own.
  virtual void put_invitation(Invitation invitation, Committed done) = 0;
  virtual void remove_invitation(AccountId account_id, Committed done) = 0;
};

}  // namespace regard::observer

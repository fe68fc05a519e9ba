#pragma once

#include <expected>

#include "gateway/accounts/account_directory.hpp"
#include "observer/ports/account_store.hpp"
#include "storage/journal/engine.hpp"

namespace regard::gateway {

// All accounts and sign-in sessions of a database.
[[nodiscard]] std::expected<AccountDirectory, observer::StoreFailure> load_accounts(storage::WritingEngine& store);

// The account store of a program that does nothing else: each call is on disk when it returns.
class StoreAccounts final : public observer::AccountStore {
 public:
  // Must outlive this object.
  explicit StoreAccounts(storage::WritingEngine& store) : store_(store) {}

  void put_session(observer::SignInSession session, observer::Committed done) override {
    done(store_.put_session(session));
  }
  void remove_session(std::string token_hash, observer::Committed done) override {
    done(store_.remove_session(token_hash));
  }
  void remove_sessions_of(observer::AccountId account_id, std::string but_token_hash,
                          observer::Committed done) override {
    done(store_.remove_sessions_of(account_id, but_token_hash));
  }
  void put_account(observer::Account account, observer::Committed done) override { done(store_.put_account(account)); }
  void put_token(observer::IntegrationToken token, observer::Committed done) override { done(store_.put_token(token)); }
  void remove_token(std::string token_hash, observer::Committed done) override {
    done(store_.remove_token(token_hash));
  }
  void put_second_factor(observer::SecondFactor factor, observer::Committed done) override {
    done(store_.put_second_factor(factor));
  }
  void remove_second_factor(observer::AccountId account_id, observer::Committed done) override {
    done(store_.remove_second_factor(account_id));
  }
  void put_invitation(observer::Invitation invitation, observer::Committed done) override {
    done(store_.put_invitation(invitation));
  }
  void remove_invitation(observer::AccountId account_id, observer::Committed done) override {
    done(store_.remove_invitation(account_id));
  }

 private:
  storage::WritingEngine& store_;
};

}  // namespace regard::gateway

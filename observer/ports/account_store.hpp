#pragma once

#include <string>

#include "observer/accounts/account.hpp"
#include "observer/ports/store_failure.hpp"

namespace regard::observer {

// The port through which sign-in sessions are kept while the server runs. Accounts are loaded at start and changed by
// the command line alone. Thread and callbacks: as Journal's.
class AccountStore {
 public:
  virtual ~AccountStore() = default;
  virtual void put_session(SignInSession session, Committed done) = 0;
  virtual void remove_session(std::string token_hash, Committed done) = 0;
};

}  // namespace regard::observer

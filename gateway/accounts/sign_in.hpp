#pragma once

#include <expected>
#include <functional>
#include <string>

#include "gateway/accounts/credentials.hpp"
#include "observer/ports/random.hpp"
#include "observer/ports/trail.hpp"

namespace regard::gateway {

struct SignedIn {
  // The cookie's value: leaves the server this once.
  std::string token;
  // See KnownDevices.
  std::string device_token;
  observer::Account account;
};

// Signs people in and out. Thread: the gateway's.
class SignIn {
 public:
  struct Parts {
    Credentials& credentials;
    AccountDirectory& directory;
    observer::AccountStore& store;
    observer::Clock& clock;
    observer::Random& random;
    const KnownDevices& known_devices;
    observer::Trail& trail;
    // Closes what a sign-in session has opened.
    std::function<void(const std::string& token_hash)> close_signed_out;
  };
  // Everything referred to must outlive this object.
  explicit SignIn(Parts parts) : parts_(std::move(parts)) {}

  using Done = std::move_only_function<void(std::expected<SignedIn, SignInRefusal>)>;
  // `done` runs on the gateway's thread, once the session is on disk.
  void sign_in(SignInAttempt attempt, Done done);
  void sign_out(const observer::Account& account, const std::string& token_hash, const std::string& address,
                observer::Committed done);

 private:
  void note_failure(const SignInAttempt& attempt, const SignInRefusal& refusal);
  void open_session(const observer::Account& account, const SignInAttempt& attempt, Done done);
  void end(const std::string& token_hash, observer::Committed done);
  // The oldest sign-ins of whoever has as many as they may.
  void make_room(observer::AccountId account_id);

  Parts parts_;
};

}  // namespace regard::gateway

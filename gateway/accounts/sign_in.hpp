#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <expected>
#include <functional>
#include <string>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/accounts/known_devices.hpp"
#include "gateway/accounts/password_checks.hpp"
#include "gateway/accounts/sign_in_throttle.hpp"
#include "observer/ports/account_store.hpp"
#include "observer/ports/clock.hpp"
#include "observer/ports/random.hpp"

namespace regard::gateway {

struct SignedIn {
  // The cookie's value: leaves the server this once.
  std::string token;
  // See KnownDevices.
  std::string device_token;
  observer::Account account;
};

struct SignInRefusal {
  enum class Reason { wrong_credentials, too_many_attempts, store_failed };
  Reason reason = Reason::wrong_credentials;
  std::chrono::seconds retry_after{0};
};

// What somebody brings who wants to sign in, and from where.
struct SignInAttempt {
  std::string login;
  std::string password;
  std::string address;
  // What cannot be told from another subscriber's address: see network_of().
  std::string network;
  // What the browser calls itself.
  std::string device;
  // What it was given at an earlier sign-in; empty for none.
  std::string device_token;
};

// Signs people in and out. Whoever guesses slows down themselves alone: failures are counted by login and network, and
// a known device has a count and a lane of its own. Thread: the gateway's.
class SignIn {
 public:
  struct Parts {
    boost::asio::io_context& io;
    AccountDirectory& directory;
    observer::AccountStore& store;
    observer::Clock& clock;
    observer::Random& random;
    const KnownDevices& known_devices;
    // Closes what a sign-in session has opened.
    std::function<void(const std::string& token_hash)> close_signed_out;
  };
  // Everything referred to must outlive this object.
  explicit SignIn(Parts parts) : parts_(std::move(parts)), checks_(parts_.io) {}

  using Done = std::move_only_function<void(std::expected<SignedIn, SignInRefusal>)>;
  // `done` runs on the gateway's thread, once the session is on disk. Unknown logins take as long as wrong passwords.
  void sign_in(SignInAttempt attempt, Done done);
  void sign_out(const std::string& token_hash, observer::Committed done);

 private:
  [[nodiscard]] bool add_check(const SignInAttempt& attempt, bool is_known_device, PasswordChecks::Check& check);
  // `checked_hash`: of the account as it was when the check began; empty when it may not sign in.
  void on_checked(const SignInAttempt& attempt, const std::string& key, const std::string& checked_hash, bool is_right,
                  Done done);
  void open_session(const observer::Account& account, const SignInAttempt& attempt, Done done);
  // The oldest sign-ins of whoever has as many as they may.
  void make_room(observer::AccountId account_id);

  Parts parts_;
  SignInThrottle throttle_;
  PasswordChecks checks_;
};

}  // namespace regard::gateway

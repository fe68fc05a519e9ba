#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <expected>
#include <functional>
#include <string>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/accounts/sign_in_throttle.hpp"
#include "observer/ports/account_store.hpp"
#include "observer/ports/clock.hpp"
#include "observer/ports/random.hpp"

namespace regard::gateway {

struct SignedIn {
  // The cookie's value: leaves the server this once.
  std::string token;
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
  std::string device;
};

// Signs people in and out. Passwords are checked on a thread of its own, as that takes 0.1 s; everything else happens
// on the gateway's thread.
class SignIn {
 public:
  struct Parts {
    boost::asio::io_context& io;
    AccountDirectory& directory;
    observer::AccountStore& store;
    observer::Clock& clock;
    observer::Random& random;
    // Closes what a sign-in session has opened.
    std::function<void(const std::string& token_hash)> close_signed_out;
  };
  // Everything referred to must outlive this object.
  explicit SignIn(Parts parts) : parts_(std::move(parts)) {}

  using Done = std::move_only_function<void(std::expected<SignedIn, SignInRefusal>)>;
  // `done` runs on the gateway's thread, once the session is on disk. Unknown logins take as long as wrong passwords.
  void sign_in(SignInAttempt attempt, Done done);
  void sign_out(const std::string& token_hash, observer::Committed done);

 private:
  // Of the account as it was when the check began.
  void on_checked(const SignInAttempt& attempt, const std::string& checked_hash, bool is_right, Done done);
  void open_session(const observer::Account& account, const SignInAttempt& attempt, Done done);
  // The oldest sign-ins of whoever has as many as they may.
  void make_room(observer::AccountId account_id);

  Parts parts_;
  SignInThrottle throttle_;
  std::size_t checks_waiting_ = 0;
  boost::asio::thread_pool workers_{1};
};

}  // namespace regard::gateway

#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/accounts/known_devices.hpp"
#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/password_checks.hpp"
#include "gateway/accounts/sign_in_throttle.hpp"
#include "observer/ports/account_store.hpp"
#include "observer/ports/clock.hpp"

namespace regard::gateway {

struct SignInRefusal {
  enum class Reason {
    wrong_credentials,
    // The password is right; the account has a second factor too.
    code_needed,
    wrong_code,
    too_many_attempts,
    store_failed
  };
  Reason reason = Reason::wrong_credentials;
  std::chrono::seconds retry_after{0};
};

// "wrong code": for the access trail.
[[nodiscard]] std::string words_for(SignInRefusal::Reason reason);

// What somebody brings to prove who they are, and from where.
struct SignInAttempt {
  std::string login;
  std::string password;
  // Of the second factor, or a recovery code; empty for none.
  std::string code{};
  std::string address{};
  // What cannot be told from another subscriber's address: see network_of().
  std::string network{};
  // What one subscriber may have of networks: see site_of().
  std::string site{};
  // What the browser calls itself.
  std::string device{};
  // What it was given at an earlier sign-in; empty for none.
  std::string device_token{};
};

// Proves who somebody is. Whoever guesses slows down themselves alone: failures are counted by login and network, and a
// known device has a count of its own, and known devices a lane. Wrong codes are counted by login, or known device,
// alone: whoever guesses them has the password already. Recovery codes cannot be guessed and wait for nothing. Thread:
// the gateway's.
class Credentials {
 public:
  struct Parts {
    boost::asio::io_context& io;
    AccountDirectory& directory;
    observer::AccountStore& store;
    observer::Clock& clock;
    const KnownDevices& known_devices;
  };
  // Everything referred to must outlive this object.
  explicit Credentials(Parts parts);

  enum class Wanted : std::uint8_t { password, password_and_code };
  using Done = std::move_only_function<void(std::expected<observer::Account, SignInRefusal>)>;
  // `done` runs on the gateway's thread. Unknown logins take as long as wrong passwords. A code that was taken is on
  // disk as such: none is taken twice.
  void prove(SignInAttempt attempt, Wanted wanted, Done done);

  // For a person whose password was proved. False when too much waits: `done` is not called then.
  [[nodiscard]] bool hash(std::string password, const observer::Account& account,
                          std::move_only_function<void(PasswordChecks::Hash hash)> done);
  // The same for whoever comes with an invitation, from this site.
  [[nodiscard]] bool hash_of_stranger(const std::string& site, std::string password, const observer::Account& account,
                                      std::move_only_function<void(PasswordChecks::Hash hash)> done);

 private:
  // The known device from which somebody asks.
  [[nodiscard]] std::optional<std::string> device_of(const SignInAttempt& attempt,
                                                     const observer::Account& account) const;
  [[nodiscard]] bool add_check(const SignInAttempt& attempt, bool is_known_device, PasswordChecks::Work& check);
  // `checked_hash`: of the account as it was when the check began; empty when it may not sign in.
  void on_checked(const SignInAttempt& attempt, Wanted wanted, const std::string& key, const std::string& checked_hash,
                  bool is_right, Done done);
  void prove_code(const SignInAttempt& attempt, const observer::Account& account, const std::string& key, Done done);

  Parts parts_;
  SignInThrottle throttle_{limits::kMaxSignInWait, limits::kSignInMemory};
  SignInThrottle code_throttle_{limits::kMaxCodeWait, limits::kCodeMemory};
  PasswordChecks checks_;
};

}  // namespace regard::gateway

#include "gateway/accounts/credentials.hpp"

#include <memory>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/login_rules.hpp"
#include "gateway/accounts/secrets.hpp"
#include "gateway/accounts/totp.hpp"

namespace regard::gateway {
namespace {

using Reason = SignInRefusal::Reason;

// Of no password: what unknown logins are checked against, so that they take as long as known ones.
const std::string& decoy_hash() {
  static const std::string hash = hash_password("").value_or("");
  return hash;
}

std::unexpected<SignInRefusal> refused(Reason reason) { return std::unexpected(SignInRefusal{reason, {}}); }

std::unexpected<SignInRefusal> too_many_attempts(std::chrono::nanoseconds wait) {
  return std::unexpected(SignInRefusal{Reason::too_many_attempts, std::chrono::ceil<std::chrono::seconds>(wait)});
}

bool is_too_long(const SignInAttempt& attempt) {
  return attempt.login.size() > limits::kMaxLoginBytes || attempt.password.size() > limits::kMaxPasswordBytes ||
         attempt.code.size() > limits::kMaxCodeBytes;
}

}  // namespace

std::string words_for(Reason reason) {
  switch (reason) {
    case Reason::wrong_credentials:
      return "wrong login or password";
    case Reason::code_needed:
      return "the password is right";
    case Reason::wrong_code:
      return "wrong code";
    case Reason::too_many_attempts:
      return "too many attempts";
    case Reason::store_failed:
      return "the store refuses writes";
  }
  return "";
}

// Hashes now what would keep the first stranger, and everybody with them, waiting.
Credentials::Credentials(Parts parts) : parts_(parts), checks_(parts_.io) { (void)decoy_hash(); }

void Credentials::prove(SignInAttempt attempt, Wanted wanted, Done done) {
  attempt.login = canonical_login(attempt.login);
  // Nobody's: so refusing them at once tells nothing.
  if (is_too_long(attempt)) return done(refused(Reason::wrong_credentials));
  const observer::Account* account = parts_.directory.by_login(attempt.login);
  const auto device = account == nullptr ? std::nullopt : device_of(attempt, *account);
  const std::string key = attempt.login + " from " + device.value_or(attempt.network);
  const auto wait = throttle_.wait(key, parts_.clock.steady_ns());
  if (wait.count() > 0) return done(too_many_attempts(wait));
  const bool may_sign_in = account != nullptr && account->role != v1::ROLE_INTEGRATION;
  const std::string hash = may_sign_in ? account->secret_hash : std::string{};
  const auto shared_done = std::make_shared<Done>(std::move(done));
  auto check = PasswordChecks::check(hash.empty() ? decoy_hash() : hash, attempt.password,
                                     [this, attempt, wanted, key, hash, shared_done](bool is_right) {
                                       on_checked(attempt, wanted, key, hash, is_right, std::move(*shared_done));
                                     });
  if (!add_check(attempt, device.has_value(), check)) return (*shared_done)(too_many_attempts(std::chrono::seconds(1)));
  // A failure until it is known to be none: many attempts at the same moment would all find nothing to wait for.
  throttle_.failed(key, parts_.clock.steady_ns());
}

std::optional<std::string> Credentials::device_of(const SignInAttempt& attempt,
                                                  const observer::Account& account) const {
  return parts_.known_devices.device_of(
      attempt.device_token, {account, parts_.directory.second_factor_of(account.account_id)}, parts_.clock.wall_ns());
}

bool Credentials::add_check(const SignInAttempt& attempt, bool is_known_device, PasswordChecks::Work& check) {
  return is_known_device ? checks_.add_of_known_device(check) : checks_.add_of_stranger(attempt.site, check);
}

void Credentials::on_checked(const SignInAttempt& attempt, Wanted wanted, const std::string& key,
                             const std::string& checked_hash, bool is_right, Done done) {
  if (!is_right || checked_hash.empty()) return done(refused(Reason::wrong_credentials));
  const observer::Account* account = parts_.directory.by_login(attempt.login);
  // It may have been changed while it was checked: what was right then is not now.
  if (account == nullptr || account->is_disabled || account->secret_hash != checked_hash) {
    return done(refused(Reason::wrong_credentials));
  }
  const bool has_second_factor = parts_.directory.second_factor_of(account->account_id) != nullptr;
  if (wanted == Wanted::password_and_code && has_second_factor) {
    return prove_code(attempt, *account, key, std::move(done));
  }
  throttle_.succeeded(key);
  done(*account);
}

void Credentials::prove_code(const SignInAttempt& attempt, const observer::Account& account, const std::string& key,
                             Done done) {
  if (attempt.code.empty()) return done(refused(Reason::code_needed));
  const bool can_be_guessed = !is_recovery_code(attempt.code);
  const std::string code_key = attempt.login + " from " + device_of(attempt, account).value_or("anywhere");
  const auto wait = code_throttle_.wait(code_key, parts_.clock.steady_ns());
  if (can_be_guessed && wait.count() > 0) return done(too_many_attempts(wait));
  auto taken = take_code(*parts_.directory.second_factor_of(account.account_id), attempt.code, parts_.clock.wall_ns());
  if (!taken) {
    if (can_be_guessed) code_throttle_.failed(code_key, parts_.clock.steady_ns());
    return done(refused(Reason::wrong_code));
  }
  throttle_.succeeded(key);
  code_throttle_.succeeded(code_key);
  // At once: the same code may be on its way a second time.
  parts_.directory.put_second_factor(*taken);
  parts_.store.put_second_factor(*std::move(taken), [this, account, done = std::move(done)](const auto& kept) mutable {
    if (!kept) return done(refused(Reason::store_failed));
    // Changed while the disk worked: what was right then is not now.
    const observer::Account* now = parts_.directory.by_id(account.account_id);
    const bool is_as_proved = now != nullptr && !now->is_disabled && now->secret_hash == account.secret_hash;
    if (!is_as_proved) return done(refused(Reason::wrong_credentials));
    done(*now);
  });
}

bool Credentials::hash(std::string password, const observer::Account& account,
                       std::move_only_function<void(PasswordChecks::Hash hash)> done) {
  auto work = PasswordChecks::hash(std::move(password), account.login, account.name, std::move(done));
  return checks_.add_of_known_device(work);
}

bool Credentials::hash_of_stranger(const std::string& site, std::string password, const observer::Account& account,
                                   std::move_only_function<void(PasswordChecks::Hash hash)> done) {
  auto work = PasswordChecks::hash(std::move(password), account.login, account.name, std::move(done));
  return checks_.add_of_stranger(site, work);
}

}  // namespace regard::gateway

#include "gateway/accounts/sign_in.hpp"

#include <memory>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/login_rules.hpp"
#include "gateway/accounts/secrets.hpp"
#include "observer/field_checks.hpp"

namespace regard::gateway {
namespace {

using Reason = SignInRefusal::Reason;

// Of no password: what unknown logins are checked against, so that they take as long as known ones.
const std::string& decoy_hash() {
  static const std::string hash = hash_password("").value_or("");
  return hash;
}

SignInRefusal too_many_attempts(std::chrono::seconds retry_after) { return {Reason::too_many_attempts, retry_after}; }

}  // namespace

void SignIn::sign_in(SignInAttempt attempt, Done done) {
  attempt.login = canonical_login(attempt.login);
  // Nobody's: so refusing them at once tells nothing.
  if (attempt.login.size() > limits::kMaxLoginBytes || attempt.password.size() > limits::kMaxPasswordBytes) {
    return done(std::unexpected(SignInRefusal{}));
  }
  const observer::Account* account = parts_.directory.by_login(attempt.login);
  const bool is_known_device =
      account != nullptr && parts_.known_devices.is_known(attempt.device_token, *account, parts_.clock.wall_ns());
  const std::string key = attempt.login + (is_known_device ? " from a known device" : " from " + attempt.network);
  const auto wait = throttle_.wait(key, parts_.clock.steady_ns());
  if (wait.count() > 0) {
    return done(std::unexpected(too_many_attempts(std::chrono::ceil<std::chrono::seconds>(wait))));
  }
  const bool may_sign_in = account != nullptr && account->role != v1::ROLE_INTEGRATION && !account->is_disabled;
  const std::string hash = may_sign_in ? account->secret_hash : std::string{};
  const auto shared_done = std::make_shared<Done>(std::move(done));
  PasswordChecks::Check check{may_sign_in ? hash : decoy_hash(), attempt.password,
                              [this, attempt, key, hash, shared_done](bool is_right) {
                                on_checked(attempt, key, hash, is_right, std::move(*shared_done));
                              }};
  if (!add_check(attempt, is_known_device, check)) {
    return (*shared_done)(std::unexpected(too_many_attempts(std::chrono::seconds(1))));
  }
  // A failure until it is known to be none: many attempts at the same moment would all find nothing to wait for.
  throttle_.failed(key, parts_.clock.steady_ns());
}

bool SignIn::add_check(const SignInAttempt& attempt, bool is_known_device, PasswordChecks::Check& check) {
  return is_known_device ? checks_.add_of_known_device(check) : checks_.add_of_stranger(attempt.network, check);
}

void SignIn::on_checked(const SignInAttempt& attempt, const std::string& key, const std::string& checked_hash,
                        bool is_right, Done done) {
  if (!is_right || checked_hash.empty()) return done(std::unexpected(SignInRefusal{}));
  throttle_.succeeded(key);
  const observer::Account* account = parts_.directory.by_login(attempt.login);
  // Changed while it was checked: what was right then is not now.
  if (account == nullptr || account->is_disabled || account->secret_hash != checked_hash) {
    return done(std::unexpected(SignInRefusal{}));
  }
  open_session(*account, attempt, std::move(done));
}

void SignIn::open_session(const observer::Account& account, const SignInAttempt& attempt, Done done) {
  make_room(account.account_id);
  const std::int64_t now_wall_ns = parts_.clock.wall_ns();
  SignedIn signed_in{new_token(parts_.random), parts_.known_devices.token_for(account, now_wall_ns), account};
  const std::int64_t lifetime_ns = std::chrono::nanoseconds(limits::kSignInLifetime).count();
  observer::SignInSession session{.token_hash = digest_token(signed_in.token),
                                  .account_id = account.account_id,
                                  .expires_wall_ns = now_wall_ns + lifetime_ns,
                                  .session_id = parts_.random.uuid(),
                                  .created_wall_ns = now_wall_ns,
                                  .address = attempt.address,
                                  .device = attempt.device.substr(0, limits::kMaxDeviceBytes)};
  if (!observer::is_utf8(session.device)) session.device.clear();
  // At once: whatever ends the account's sign-ins from now on ends this one too.
  parts_.directory.add_session(session);
  parts_.store.put_session(session, [this, token_hash = session.token_hash, signed_in = std::move(signed_in),
                                     done = std::move(done)](std::expected<void, observer::StoreFailure> kept) mutable {
    if (kept) return done(std::move(signed_in));
    parts_.directory.remove_session(token_hash);
    done(std::unexpected(SignInRefusal{Reason::store_failed, {}}));
  });
}

void SignIn::make_room(observer::AccountId account_id) {
  const auto sessions = parts_.directory.sessions_of(account_id);
  for (std::size_t i = 0; i + limits::kMaxSignInsAnAccount <= sessions.size(); ++i) {
    parts_.close_signed_out(sessions[i].token_hash);
    sign_out(sessions[i].token_hash, [](const auto&) {});  // What stays on disk expires there.
  }
}

void SignIn::sign_out(const std::string& token_hash, observer::Committed done) {
  parts_.directory.remove_session(token_hash);
  parts_.store.remove_session(token_hash, std::move(done));
}

}  // namespace regard::gateway

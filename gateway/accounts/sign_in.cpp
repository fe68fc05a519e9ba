#include "gateway/accounts/sign_in.hpp"

#include <boost/asio/post.hpp>
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

}  // namespace

void SignIn::sign_in(SignInAttempt attempt, Done done) {
  attempt.login = canonical_login(attempt.login);
  const auto wait = throttle_.wait(attempt.login, parts_.clock.steady_ns());
  if (wait.count() > 0) {
    return done(
        std::unexpected(SignInRefusal{Reason::too_many_attempts, std::chrono::ceil<std::chrono::seconds>(wait)}));
  }
  if (checks_waiting_ >= limits::kMaxPasswordChecks) {
    return done(std::unexpected(SignInRefusal{Reason::too_many_attempts, std::chrono::seconds(1)}));
  }
  // Nobody's: so refusing them at once tells nothing.
  if (attempt.login.size() > limits::kMaxLoginBytes || attempt.password.size() > limits::kMaxPasswordBytes) {
    return done(std::unexpected(SignInRefusal{}));
  }
  const observer::Account* account = parts_.directory.by_login(attempt.login);
  const bool may_sign_in = account != nullptr && account->role != v1::ROLE_INTEGRATION && !account->is_disabled;
  // A failure until it is known to be none: many attempts at the same moment would all find nothing to wait for.
  throttle_.failed(attempt.login, parts_.clock.steady_ns());
  ++checks_waiting_;
  boost::asio::post(workers_, [this, may_sign_in, hash = may_sign_in ? account->secret_hash : decoy_hash(),
                               attempt = std::move(attempt), done = std::move(done)]() mutable {
    const bool is_right = is_password(hash, attempt.password) && may_sign_in;
    boost::asio::post(parts_.io, [this, is_right, hash = std::move(hash), attempt = std::move(attempt),
                                  done = std::move(done)]() mutable {
      --checks_waiting_;
      on_checked(attempt, hash, is_right, std::move(done));
    });
  });
}

void SignIn::on_checked(const SignInAttempt& attempt, const std::string& checked_hash, bool is_right, Done done) {
  if (!is_right) return done(std::unexpected(SignInRefusal{}));
  throttle_.succeeded(attempt.login);
  const observer::Account* account = parts_.directory.by_login(attempt.login);
  // Changed while it was checked: what was right then is not now.
  if (account == nullptr || account->is_disabled || account->secret_hash != checked_hash) {
    return done(std::unexpected(SignInRefusal{}));
  }
  open_session(*account, attempt, std::move(done));
}

void SignIn::open_session(const observer::Account& account, const SignInAttempt& attempt, Done done) {
  make_room(account.account_id);
  SignedIn signed_in{new_token(parts_.random), account};
  const std::int64_t now_wall_ns = parts_.clock.wall_ns();
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

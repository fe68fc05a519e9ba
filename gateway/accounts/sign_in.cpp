#include "gateway/accounts/sign_in.hpp"

#include <boost/asio/post.hpp>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {
namespace {

using Reason = SignInRefusal::Reason;

// Of no password: what unknown logins are checked against, so that they take as long as known ones.
const std::string& decoy_hash() {
  static const std::string hash = hash_password("").value_or("");
  return hash;
}

}  // namespace

SignIn::SignIn(Parts parts) : parts_(parts) {}

void SignIn::sign_in(std::string login, std::string password, Done done) {
  const auto wait = throttle_.wait(login, parts_.clock.steady_ns());
  if (wait.count() > 0) {
    return done(
        std::unexpected(SignInRefusal{Reason::too_many_attempts, std::chrono::ceil<std::chrono::seconds>(wait)}));
  }
  if (checks_waiting_ >= limits::kMaxPasswordChecks) {
    return done(std::unexpected(SignInRefusal{Reason::too_many_attempts, std::chrono::seconds(1)}));
  }
  // Nobody's: so refusing them at once tells nothing.
  if (login.size() > limits::kMaxLoginBytes || password.size() > limits::kMaxPasswordBytes) {
    return done(std::unexpected(SignInRefusal{}));
  }
  const observer::Account* account = parts_.directory.by_login(login);
  const bool may_sign_in = account != nullptr && account->role != v1::ROLE_INTEGRATION;
  // A failure until it is known to be none: many attempts at the same moment would all find nothing to wait for.
  throttle_.failed(login, parts_.clock.steady_ns());
  ++checks_waiting_;
  boost::asio::post(
      workers_, [this, may_sign_in, hash = may_sign_in ? account->secret_hash : decoy_hash(), login = std::move(login),
                 password = std::move(password), done = std::move(done)]() mutable {
        const bool is_right = is_password(hash, password) && may_sign_in;
        boost::asio::post(parts_.io, [this, is_right, login = std::move(login), done = std::move(done)]() mutable {
          --checks_waiting_;
          on_checked(login, is_right, std::move(done));
        });
      });
}

void SignIn::on_checked(const std::string& login, bool is_right, Done done) {
  if (!is_right) return done(std::unexpected(SignInRefusal{}));
  throttle_.succeeded(login);
  open_session(*parts_.directory.by_login(login), std::move(done));
}

void SignIn::open_session(const observer::Account& account, Done done) {
  SignedIn signed_in{new_token(parts_.random), account};
  const std::int64_t lifetime_ns = std::chrono::nanoseconds(limits::kSignInLifetime).count();
  const observer::SignInSession session{digest_token(signed_in.token), account.account_id,
                                        parts_.clock.wall_ns() + lifetime_ns};
  parts_.store.put_session(session, [this, session, signed_in = std::move(signed_in),
                                     done = std::move(done)](std::expected<void, observer::StoreFailure> kept) mutable {
    if (!kept) return done(std::unexpected(SignInRefusal{Reason::store_failed, {}}));
    parts_.directory.add_session(session);
    done(std::move(signed_in));
  });
}

void SignIn::sign_out(const std::string& token_hash, observer::Committed done) {
  parts_.directory.remove_session(token_hash);
  parts_.store.remove_session(token_hash, std::move(done));
}

}  // namespace regard::gateway

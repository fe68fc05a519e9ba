#include "gateway/accounts/sign_in.hpp"

#include <memory>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/login_rules.hpp"
#include "gateway/accounts/secrets.hpp"
#include "observer/field_checks.hpp"
#include "observer/text_rules.hpp"

namespace regard::gateway {

void SignIn::sign_in(SignInAttempt attempt, Done done) {
  parts_.credentials.prove(attempt, Credentials::Wanted::password_and_code,
                           [this, attempt, done = std::move(done)](const auto& account) mutable {
                             if (!account) {
                               note_failure(attempt, account.error());
                               return done(std::unexpected(account.error()));
                             }
                             open_session(*account, attempt, std::move(done));
                           });
}

void SignIn::note_failure(const SignInAttempt& attempt, const SignInRefusal& refusal) {
  using observer::TrailKind;
  const bool is_code_needed = refusal.reason == SignInRefusal::Reason::code_needed;
  const std::string login = canonical_login(attempt.login);
  const observer::Account* account = parts_.directory.by_login(login);
  parts_.trail.note({.kind = is_code_needed ? TrailKind::code_asked : TrailKind::sign_in_failed,
                     .account_id = account == nullptr ? observer::AccountId{} : account->account_id,
                     .login = observer::with_unfit_named(login, observer::TextForm::line),
                     .address = attempt.address,
                     .detail = words_for(refusal.reason)});
}

void SignIn::open_session(const observer::Account& account, const SignInAttempt& attempt, Done done) {
  make_room(account.account_id);
  const std::int64_t now_wall_ns = parts_.clock.wall_ns();
  SignedIn signed_in{
      new_token(parts_.random),
      parts_.known_devices.token_for({account, parts_.directory.second_factor_of(account.account_id)}, now_wall_ns),
      account};
  const std::int64_t lifetime_ns = std::chrono::nanoseconds(limits::kSignInLifetime).count();
  observer::SignInSession session{.token_hash = digest_token(signed_in.token),
                                  .account_id = account.account_id,
                                  .expires_wall_ns = now_wall_ns + lifetime_ns,
                                  .session_id = parts_.random.uuid(),
                                  .created_wall_ns = now_wall_ns,
                                  .address = attempt.address,
                                  .device = attempt.device.substr(0, limits::kMaxDeviceBytes)};
  const bool is_text = observer::is_utf8(session.device);
  session.device = is_text ? observer::with_unfit_named(session.device, observer::TextForm::line) : "";
  // At once: whatever ends the account's sign-ins from now on ends this one too.
  parts_.directory.add_session(session);
  parts_.store.put_session(session, [this, attempt, token_hash = session.token_hash, device = session.device,
                                     signed_in = std::move(signed_in),
                                     done = std::move(done)](std::expected<void, observer::StoreFailure> kept) mutable {
    if (kept) {
      parts_.trail.note({.kind = observer::TrailKind::signed_in,
                         .account_id = signed_in.account.account_id,
                         .login = signed_in.account.login,
                         .address = attempt.address,
                         .detail = device});
      return done(std::move(signed_in));
    }
    parts_.directory.remove_session(token_hash);
    const SignInRefusal refusal{SignInRefusal::Reason::store_failed, {}};
    note_failure(attempt, refusal);
    done(std::unexpected(refusal));
  });
}

void SignIn::make_room(observer::AccountId account_id) {
  const auto sessions = parts_.directory.sessions_of(account_id);
  for (std::size_t i = 0; i + limits::kMaxSignInsAnAccount <= sessions.size(); ++i) {
    parts_.close_signed_out(sessions[i].token_hash);
    end(sessions[i].token_hash, [](const auto&) {});  // What stays on disk expires there.
  }
}

void SignIn::sign_out(const observer::Account& account, const std::string& token_hash, const std::string& address,
                      observer::Committed done) {
  parts_.trail.note({.kind = observer::TrailKind::signed_out,
                     .account_id = account.account_id,
                     .login = account.login,
                     .address = address});
  end(token_hash, std::move(done));
}

void SignIn::end(const std::string& token_hash, observer::Committed done) {
  parts_.directory.remove_session(token_hash);
  parts_.store.remove_session(token_hash, std::move(done));
}

}  // namespace regard::gateway

#include "gateway/accounts/invitations.hpp"

#include <memory>
#include <utility>

#include "gateway/accounts/revoke_invitation.hpp"
#include "gateway/accounts/secrets.hpp"

namespace regard::gateway {
namespace {

using Refusal = Invitations::Refusal;
using Reason = Refusal::Reason;

std::unexpected<Refusal> too_many_attempts(std::chrono::nanoseconds wait) {
  return std::unexpected(Refusal{Reason::too_many_attempts, std::chrono::ceil<std::chrono::seconds>(wait)});
}

}  // namespace

std::expected<Invitations::Shown, Refusal> Invitations::look(const std::string& token, const From& from) {
  const auto account = find(digest_token(token), from);
  if (!account) return std::unexpected(account.error());
  return Shown{**account, parts_.directory.invitation_of((*account)->account_id)->expires_wall_ns};
}

std::expected<const observer::Account*, Refusal> Invitations::find(const std::string& token_hash, const From& from) {
  if (const auto* account = parts_.directory.by_invitation(token_hash, parts_.clock.wall_ns())) return account;
  const std::int64_t now_ns = parts_.clock.steady_ns();
  if (const auto wait = throttle_.wait(from.network, now_ns); wait.count() > 0) {
    note_failure(from, "too many attempts");
    return too_many_attempts(wait);
  }
  throttle_.failed(from.network, now_ns);
  note_failure(from, "an invitation that is unknown, expired, used or revoked");
  return std::unexpected(Refusal{Reason::not_good});
}

void Invitations::note_failure(const From& from, std::string why) {
  parts_.trail.note({.kind = observer::TrailKind::sign_in_failed, .address = from.address, .detail = std::move(why)});
}

void Invitations::accept(const std::string& token, std::string password, const From& from, Done done) {
  std::string token_hash = digest_token(token);
  const auto account = find(token_hash, from);
  if (!account) return done(std::unexpected(account.error()));
  const observer::AccountId account_id = (*account)->account_id;
  constexpr std::chrono::seconds kPause{1};
  if (!hashing_.insert(account_id).second) return done(too_many_attempts(kPause));
  const auto shared_done = std::make_shared<Done>(std::move(done));
  const bool is_hashed = parts_.credentials.hash_of_stranger(
      from.site, std::move(password), **account,
      [this, account_id, token_hash = std::move(token_hash), from, shared_done](auto hash) {
        hashing_.erase(account_id);
        if (hash) return set_password(token_hash, *hash, from, std::move(*shared_done));
        (*shared_done)(std::unexpected(Refusal{Reason::password_not_taken, {}, std::move(hash.error())}));
      });
  if (is_hashed) return;
  hashing_.erase(account_id);
  (*shared_done)(too_many_attempts(kPause));
}

// The link goes first, at once and on the disk: whatever happens in between, it is good only once.
void Invitations::set_password(const std::string& token_hash, const std::string& secret_hash, const From& from,
                               Done done) {
  // Used, replaced or over while the password was hashed.
  const auto account = find(token_hash, from);
  if (!account) return done(std::unexpected(account.error()));
  const Administrator by{Administrator::Kind::invited, (*account)->account_id, (*account)->login, from.address};
  v1::AdministrationRequest request;
  request.set_login(by.login);
  request.mutable_set_secret()->set_secret_hash(secret_hash);
  (void)revoke_invitation(parts_.directory, parts_.store, by.account_id);
  parts_.administration.run(request, by, [done = std::move(done)](const auto& answer) mutable {
    if (answer.error().empty()) return done({});
    done(std::unexpected(Refusal{answer.store_failed() ? Reason::not_kept : Reason::not_good}));
  });
}

}  // namespace regard::gateway

// The part of Administration that concerns invitations.
#include <chrono>

#include "gateway/accounts/administration.hpp"
#include "gateway/accounts/limits.hpp"

namespace regard::gateway {

// The present password stays good until the link is used: whoever makes the organiser send one locks nobody out.
void Administration::invite(const observer::Account& account, const v1::AdministrationRequest& request,
                            const Administrator& by, Done done) {
  const observer::AccountId account_id = account.account_id;
  const std::string& token_hash = request.invite().token_hash();
  if (account.role == v1::ROLE_INTEGRATION) return done(refusal("an integration has tokens and no password"));
  if (!request.invite().end_password()) return put_invitation(account_id, token_hash, std::move(done));
  change(account_id, request, by, [this, account_id, token_hash, done = std::move(done)](auto ended) mutable {
    if (!ended.error().empty()) return done(std::move(ended));
    put_invitation(account_id, token_hash, std::move(done));
  });
}

// At once: whatever ends the account's invitation from now on ends this one too.
void Administration::put_invitation(observer::AccountId account_id, const std::string& token_hash, Done done) {
  if (parts_.directory.by_id(account_id)->is_disabled) return done(refusal("the account is closed: reopen it first"));
  const std::int64_t lifetime_ns = std::chrono::nanoseconds(limits::kInvitationLifetime).count();
  const observer::Invitation invitation{account_id, token_hash, parts_.clock.wall_ns() + lifetime_ns};
  auto before = parts_.directory.take_invitation(account_id);
  parts_.directory.put_invitation(invitation);
  parts_.store.put_invitation(
      invitation, [this, invitation, before = std::move(before), done = std::move(done)](auto kept) mutable {
        if (kept) {
          v1::AdministrationAnswer answer;
          answer.set_invitation_expires_wall_ns(invitation.expires_wall_ns);
          return done(std::move(answer));
        }
        const auto* now = parts_.directory.invitation_of(invitation.account_id);
        if (now != nullptr && *now == invitation) (void)parts_.directory.take_invitation(invitation.account_id);
        if (before) parts_.directory.put_invitation(*std::move(before));
        done(not_kept(std::move(kept.error())));
      });
}

}  // namespace regard::gateway

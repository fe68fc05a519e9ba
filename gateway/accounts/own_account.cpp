#include "gateway/accounts/own_account.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/revoke_invitation.hpp"
#include "gateway/accounts/totp.hpp"

namespace regard::gateway {
namespace {

using Wanted = Credentials::Wanted;

std::unexpected<OwnAccount::Refusal> not_proved(const SignInRefusal& refusal) {
  return std::unexpected(OwnAccount::Refusal{.proof = refusal});
}

std::unexpected<OwnAccount::Refusal> not_taken(std::string reason) {
  return std::unexpected(OwnAccount::Refusal{.reason = std::move(reason)});
}

std::unexpected<OwnAccount::Refusal> not_kept() { return not_proved({SignInRefusal::Reason::store_failed, {}}); }

}  // namespace

void OwnAccount::change_password(Asker asker, std::string password, Done<observer::Account> done) {
  const std::string address = asker.proof.address;
  prove(std::move(asker.proof), Wanted::password,
        [this, address, token_hash = std::move(asker.token_hash), password = std::move(password),
         done = std::move(done)](const auto& proved) mutable {
          if (!proved) return done(not_proved(proved.error()));
          const auto shared_done = std::make_shared<Done<observer::Account>>(std::move(done));
          const bool is_hashed = parts_.credentials.hash(
              std::move(password), *proved,
              [this, address, account = *proved, token_hash, shared_done](auto hash) mutable {
                if (!hash) return (*shared_done)(not_taken(std::move(hash.error())));
                const std::string proved_hash = std::exchange(account.secret_hash, *std::move(hash));
                put_password(std::move(account), proved_hash, token_hash, address, std::move(*shared_done));
              });
          if (!is_hashed)
            (*shared_done)(not_proved({SignInRefusal::Reason::too_many_attempts, std::chrono::seconds(1)}));
        });
}

// The other sign-ins go first: whatever happens in between, nobody keeps more than they may.
void OwnAccount::put_password(observer::Account account, const std::string& proved_hash, const std::string& token_hash,
                              const std::string& address, Done<observer::Account> done) {
  const observer::AccountId account_id = account.account_id;
  end_others(account_id, token_hash,
             [this, account = std::move(account), proved_hash, token_hash, address,
              done = std::move(done)](const auto& ended) mutable {
               if (!ended) return done(not_kept());
               // Changed meanwhile, by an administrator or with another sign-in: that change stands.
               const observer::Account* now = parts_.directory.by_id(account.account_id);
               const bool is_as_proved = now != nullptr && !now->is_disabled && now->role == account.role;
               if (!is_as_proved || now->secret_hash != proved_hash) return done(not_kept());
               keep_password(std::move(account), token_hash, address, std::move(done));
             });
}

void OwnAccount::keep_password(observer::Account account, const std::string& token_hash, const std::string& address,
                               Done<observer::Account> done) {
  // At once: what an administrator changes while the disk works is a change of this.
  const observer::Account before = *parts_.directory.by_id(account.account_id);
  auto revoked = revoke_invitation(parts_.directory, parts_.store, account.account_id);
  parts_.directory.put(account);
  parts_.store.put_account(account, [this, account, before, token_hash, address, revoked = std::move(revoked),
                                     done = std::move(done)](const auto& kept) mutable {
    if (!kept) {
      parts_.directory.take_back(account, before);
      if (revoked) parts_.directory.put_invitation(*std::move(revoked));
      return done(not_kept());
    }
    // Once more: a sign-in with the old password may have been under way.
    end_others(account.account_id, token_hash, [](const auto&) {});
    note(account, address, "password");
    done(std::move(account));
  });
}

void OwnAccount::offer_second_factor(Asker asker, Done<observer::TotpKey> done) {
  prove(std::move(asker.proof), Wanted::password, [this, done = std::move(done)](const auto& proved) mutable {
    if (!proved) return done(not_proved(proved.error()));
    if (parts_.directory.second_factor_of(proved->account_id) != nullptr) {
      return done(not_taken("the account has a second factor already: remove it first"));
    }
    const std::chrono::nanoseconds lifetime = limits::kSecondFactorOffer;
    const Offer offer{new_totp_key(parts_.random), parts_.clock.wall_ns() + lifetime.count()};
    offers_.insert_or_assign(proved->account_id, offer);
    done(offer.key);
  });
}

void OwnAccount::confirm_second_factor(const observer::Account& account, const std::string& code,
                                       const std::string& token_hash, const std::string& address,
                                       Done<std::vector<std::string>> done) {
  const observer::AccountId account_id = account.account_id;
  if (parts_.directory.second_factor_of(account_id) != nullptr) {
    return done(not_taken("the account has a second factor already: remove it first"));
  }
  const auto offer = offers_.find(account_id);
  const std::int64_t now_wall_ns = parts_.clock.wall_ns();
  if (offer == offers_.end() || offer->second.until_wall_ns <= now_wall_ns) {
    return done(not_taken("the key counts no longer: begin again"));
  }
  const auto step = step_of_code(offer->second.key, code, now_wall_ns, 0);
  if (!step) {
    if (++offer->second.wrong_codes >= limits::kMaxWrongFirstCodes) offers_.erase(offer);
    return done(not_taken("this is not the code of the moment: type the one that is shown now"));
  }
  observer::SecondFactor factor{.account_id = account_id, .totp_key = offer->second.key, .last_step = *step};
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < limits::kRecoveryCodes; ++i) {
    codes.push_back(new_recovery_code(parts_.random));
    factor.recovery_hashes.push_back(digest_recovery_code(codes.back()));
  }
  offers_.erase(offer);
  parts_.store.put_second_factor(factor, [this, account, token_hash, address, factor, codes = std::move(codes),
                                          done = std::move(done)](const auto& kept) mutable {
    if (!kept) return done(not_kept());
    parts_.directory.put_second_factor(std::move(factor));
    end_others(account.account_id, token_hash, [](const auto&) {});
    note(account, address, "second factor set up");
    done(std::move(codes));
  });
}

void OwnAccount::remove_second_factor(Asker asker, Done<void> done) {
  const std::string address = asker.proof.address;
  prove(std::move(asker.proof), Wanted::password_and_code,
        [this, address, done = std::move(done)](const auto& proved) mutable {
          if (!proved) return done(not_proved(proved.error()));
          // At once: another code that is on its way would write it down again.
          auto removed = parts_.directory.take_second_factor(proved->account_id);
          parts_.store.remove_second_factor(
              proved->account_id, [this, address, account = *proved, removed = std::move(removed),
                                   done = std::move(done)](const auto& kept) mutable {
                if (!kept) {
                  if (removed) parts_.directory.put_second_factor(*std::move(removed));
                  return done(not_kept());
                }
                note(account, address, "second factor removed");
                // Its role may need one: whoever comes back is asked.
                for (const auto& session : parts_.directory.sessions_of(account.account_id)) {
                  parts_.close_signed_out(session.token_hash);
                }
                done({});
              });
        });
}

void OwnAccount::note(const observer::Account& account, const std::string& address, std::string what) {
  parts_.trail.note({.kind = observer::TrailKind::own_account_changed,
                     .account_id = account.account_id,
                     .login = account.login,
                     .address = address,
                     .detail = std::move(what)});
}

void OwnAccount::prove(SignInAttempt proof, Wanted wanted, Credentials::Done done) {
  const std::string login = proof.login;
  const std::string address = proof.address;
  parts_.credentials.prove(std::move(proof), wanted,
                           [this, login, address, done = std::move(done)](const auto& proved) mutable {
                             const observer::Account* account = parts_.directory.by_login(login);
                             if (!proved && account != nullptr) {
                               parts_.trail.note({.kind = observer::TrailKind::own_account_refused,
                                                  .account_id = account->account_id,
                                                  .login = login,
                                                  .address = address,
                                                  .detail = words_for(proved.error().reason)});
                             }
                             done(proved);
                           });
}

void OwnAccount::end_sign_in(const observer::Account& account, observer::Uuid session_id, const std::string& address,
                             observer::Committed done) {
  auto sessions = parts_.directory.sessions_of(account.account_id);
  std::erase_if(sessions, [&](const auto& session) { return session.session_id != session_id; });
  if (sessions.empty()) return done({});
  note(account, address, "sign-in ended");
  parts_.store.remove_session(sessions.front().token_hash, taking_out(sessions, std::move(done)));
}

void OwnAccount::end_other_sign_ins(const observer::Account& account, const std::string& token_hash,
                                    const std::string& address, observer::Committed done) {
  // Nothing to write, and nothing to wait for: the wait would tell what others write.
  if (others(account.account_id, token_hash).empty()) return done({});
  note(account, address, "other sign-ins ended");
  end_others(account.account_id, token_hash, std::move(done));
}

void OwnAccount::end_others(observer::AccountId account_id, const std::string& token_hash, observer::Committed done) {
  parts_.store.remove_sessions_of(account_id, token_hash, taking_out(others(account_id, token_hash), std::move(done)));
}

OwnAccount::Sessions OwnAccount::others(observer::AccountId account_id, const std::string& token_hash) const {
  auto sessions = parts_.directory.sessions_of(account_id);
  std::erase_if(sessions, [&](const auto& session) { return session.token_hash == token_hash; });
  return sessions;
}

// What is still on the disk counts on: whoever ends it again has to find it.
observer::Committed OwnAccount::taking_out(Sessions sessions, observer::Committed done) {
  for (const auto& session : sessions) {
    parts_.directory.remove_session(session.token_hash);
    parts_.close_signed_out(session.token_hash);
  }
  return [this, sessions = std::move(sessions), done = std::move(done)](const auto& kept) mutable {
    if (!kept) {
      for (auto& session : sessions) parts_.directory.add_session(std::move(session));
    }
    done(kept);
  };
}

}  // namespace regard::gateway

#include "gateway/accounts/administration.hpp"

#include <optional>
#include <utility>

#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/login_rules.hpp"
#include "gateway/accounts/revoke_invitation.hpp"
#include "gateway/accounts/roles.hpp"

namespace regard::gateway {
namespace {

using observer::Account;

// Whoever has another kind of secret cannot keep it.
bool keeps_secret(v1::Role from, v1::Role to) { return (from == v1::ROLE_INTEGRATION) == (to == v1::ROLE_INTEGRATION); }

// An enum of proto3 may hold any number.
bool is_role(v1::Role role) { return role_by_name(role_name(role)).has_value(); }

// The account as it shall be; the error is why it cannot.
std::expected<Account, std::string> changed(Account account, const v1::AdministrationRequest& request) {
  using Request = v1::AdministrationRequest;
  switch (request.command_case()) {
    case Request::kSetSecret:
      if (account.role == v1::ROLE_INTEGRATION) return std::unexpected("an integration has tokens and no password");
      account.secret_hash = request.set_secret().secret_hash();
      return account;
    case Request::kSetRole:
      if (!is_role(request.set_role().role())) return std::unexpected("there is no such role");
      if (!keeps_secret(account.role, request.set_role().role())) {
        return std::unexpected(
            "a person does not become an integration, nor an integration a person: add another account");
      }
      account.role = request.set_role().role();
      return account;
    case Request::kSetEnabled:
      account.is_disabled = !request.set_enabled().enabled();
      return account;
    case Request::kInvite:
      account.secret_hash.clear();
      return account;
    default:
      return std::unexpected("the command is unknown to the server that runs: it is of another version");
  }
}

std::string words_for(const v1::TokenScope& scope) {
  std::string words;
  if (scope.own_interviews_only()) words += ", its own interviews only";
  if (scope.speaks_for_candidate()) words += ", speaks for the candidate";
  for (const std::string& kind : scope.kinds()) words += ", " + kind;
  return words;
}

}  // namespace

std::string words_for(const v1::AdministrationRequest& request) {
  using Request = v1::AdministrationRequest;
  switch (request.command_case()) {
    case Request::kAdd:
      return "added as " + role_name(request.add().role()) + ": " + request.add().name();
    case Request::kSetSecret:
      return "another password";
    case Request::kSetRole:
      return "role " + role_name(request.set_role().role());
    case Request::kSetEnabled:
      return request.set_enabled().enabled() ? "enabled" : "disabled";
    case Request::kEndSignIns:
      return "sign-ins ended";
    case Request::kAddToken:
      return "token added: " + request.add_token().name() + words_for(request.add_token().scope());
    case Request::kRevokeToken:
      return "token revoked: " + request.revoke_token().token_id();
    case Request::kResetSecondFactor:
      return "second factor removed";
    case Request::kInvite:
      return request.invite().end_password() ? "invited, password ended" : "invited";
    case Request::kSetName:
      return "name " + request.set_name().name();
    case Request::kList:
      return "accounts listed";
    case Request::kListTokens:
      return "tokens listed";
    case Request::COMMAND_NOT_SET:
      return "nothing";
  }
  return "nothing";
}

v1::AdministrationAnswer refusal(std::string reason) {
  v1::AdministrationAnswer answer;
  answer.set_error(std::move(reason));
  return answer;
}

v1::AdministrationAnswer not_kept(observer::StoreFailure failure) {
  v1::AdministrationAnswer answer = refusal(std::move(failure.reason));
  answer.set_store_failed(true);
  return answer;
}

void Administration::run(const v1::AdministrationRequest& request, const Administrator& by, Done done) {
  if (auto wrong = objection(parts_.directory, request, by)) return done(refusal(*std::move(wrong)));
  carry_out(request, by, noted(request, by, std::move(done)));
}

Administration::Done Administration::noted(const v1::AdministrationRequest& request, const Administrator& by,
                                           Done done) {
  if (request.has_list() || request.has_list_tokens()) return done;
  const bool is_own = by.kind == Administrator::Kind::invited;
  observer::TrailEntry entry{
      .kind = is_own ? observer::TrailKind::own_account_changed : observer::TrailKind::account_changed,
      .account_id = by.account_id,
      .login = by.login,
      .address = by.address,
      .subject = is_own ? "" : request.login(),
      .detail = words_for(request) + (is_own ? ", by invitation" : "")};
  return [this, entry = std::move(entry), done = std::move(done)](auto answer) mutable {
    if (answer.error().empty()) parts_.trail.note(std::move(entry));
    done(std::move(answer));
  };
}

void Administration::carry_out(const v1::AdministrationRequest& request, const Administrator& by, Done done) {
  if (request.has_list()) return list(std::move(done));
  if (request.has_add()) return add(request, std::move(done));
  const Account* account = parts_.directory.by_login(request.login());
  if (account == nullptr) return done(refusal("there is no account with the login " + request.login()));
  if (request.has_end_sign_ins()) return end_sign_ins(account->account_id, std::move(done));
  if (request.has_add_token()) return add_token(*account, request.add_token(), std::move(done));
  if (request.has_revoke_token()) return revoke_token(*account, request.revoke_token().token_id(), std::move(done));
  if (request.has_list_tokens()) return list_tokens(*account, std::move(done));
  if (request.has_reset_second_factor()) return reset_second_factor(*account, std::move(done));
  if (request.has_set_name()) return rename(*account, request.set_name().name(), std::move(done));
  if (request.has_invite()) return invite(*account, request, by, std::move(done));
  if (auto wanted = changed(*account, request); !wanted) return done(refusal(std::move(wanted.error())));
  change(account->account_id, request, by, std::move(done));
}

void Administration::list(Done done) const {
  v1::AdministrationAnswer answer;
  for (const Account* account : parts_.directory.all()) {
    auto& listed = *answer.add_accounts();
    listed.set_login(account->login);
    listed.set_name(account->name);
    listed.set_role(account->role);
    listed.set_enabled(!account->is_disabled);
    listed.set_sign_in_count(static_cast<std::int32_t>(parts_.directory.sessions_of(account->account_id).size()));
    listed.set_has_second_factor(parts_.directory.second_factor_of(account->account_id) != nullptr);
  }
  done(std::move(answer));
}

void Administration::add(const v1::AdministrationRequest& request, Done done) {
  if (auto wrong = check_login(request.login())) return done(refusal(*std::move(wrong)));
  if (auto wrong = check_person_name(request.add().name())) return done(refusal(*std::move(wrong)));
  if (!is_role(request.add().role())) return done(refusal("there is no such role"));
  if (parts_.directory.all().size() >= limits::kMaxAccounts) {
    return done(refusal("there are as many accounts as there may be: " + std::to_string(limits::kMaxAccounts)));
  }
  if (parts_.directory.by_login(request.login()) != nullptr) {
    return done(refusal("there is already an account with the login " + request.login()));
  }
  Account account{parts_.random.uuid(), request.login(), request.add().name(), request.add().role(),
                  request.add().secret_hash()};
  parts_.store.put_account(account, [this, account, done = std::move(done)](auto kept) mutable {
    if (!kept) return done(not_kept(std::move(kept.error())));
    parts_.directory.put(std::move(account));
    done({});
  });
}

void Administration::end_sign_ins(observer::AccountId account_id, Done done) {
  parts_.store.remove_sessions_of(
      account_id, {},
      [this, account_id, done = std::move(done)](std::expected<void, observer::StoreFailure> kept) mutable {
        if (!kept) return done(not_kept(std::move(kept.error())));
        parts_.directory.remove_sessions_of(account_id, {});
        parts_.close_connections(account_id);
        done({});
      });
}

void Administration::reset_second_factor(const Account& account, Done done) {
  const observer::AccountId account_id = account.account_id;
  end_sign_ins(account_id, [this, account_id, done = std::move(done)](auto ended) mutable {
    if (!ended.error().empty()) return done(std::move(ended));
    // At once: a code that is on its way would write it down again.
    auto removed = parts_.directory.take_second_factor(account_id);
    parts_.store.remove_second_factor(account_id,
                                      [this, removed = std::move(removed), done = std::move(done)](auto kept) mutable {
                                        if (kept) return done({});
                                        if (removed) parts_.directory.put_second_factor(*std::move(removed));
                                        done(not_kept(std::move(kept.error())));
                                      });
  });
}

// The sign-ins go first: whatever happens in between, nobody keeps more than they may.
void Administration::change(observer::AccountId account_id, const v1::AdministrationRequest& request,
                            const Administrator& by, Done done) {
  end_sign_ins(account_id, [this, account_id, request, by, done = std::move(done)](auto ended) mutable {
    if (!ended.error().empty()) return done(std::move(ended));
    // Who asks may have been closed while the disk worked.
    if (auto wrong = objection(parts_.directory, request, by)) return done(refusal(*std::move(wrong)));
    // As it is now: its owner may have changed the password while the disk worked.
    put(changed(*parts_.directory.by_id(account_id), request).value(), std::move(done));
  });
}

void Administration::put(const Account& account, Done done) {
  const observer::AccountId account_id = account.account_id;
  keep(account, [this, account_id, done = std::move(done)](auto kept) mutable {
    if (!kept.error().empty()) return done(std::move(kept));
    // Once more: a sign-in with the old secret may have been under way.
    parts_.directory.remove_sessions_of(account_id, {});
    end_sign_ins(account_id, std::move(done));
  });
}

// At once: its owner's changes that come while the disk works are changes of this.
void Administration::keep(const Account& account, Done done) {
  const Account before = *parts_.directory.by_id(account.account_id);
  const bool ends_invitation = account.is_disabled || account.secret_hash != before.secret_hash;
  auto revoked = ends_invitation ? revoke_invitation(parts_.directory, parts_.store, account.account_id) : std::nullopt;
  parts_.directory.put(account);
  parts_.store.put_account(
      account, [this, before, account, revoked = std::move(revoked), done = std::move(done)](auto kept) mutable {
        if (kept) return done({});
        parts_.directory.take_back(account, before);
        if (revoked) parts_.directory.put_invitation(*std::move(revoked));
        done(not_kept(std::move(kept.error())));
      });
}

// Who is signed in stays so: a slip of the pen in a name sends nobody out of an interview.
void Administration::rename(const Account& account, const std::string& name, Done done) {
  if (auto wrong = check_person_name(name)) return done(refusal(*std::move(wrong)));
  Account renamed = account;
  renamed.name = name;
  keep(renamed, std::move(done));
}

}  // namespace regard::gateway

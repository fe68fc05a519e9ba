// The part of Administration that concerns the tokens of integrations.
#include <algorithm>
#include <chrono>

#include "gateway/accounts/administration.hpp"
#include "gateway/accounts/limits.hpp"
#include "gateway/accounts/login_rules.hpp"
#include "observer/recordings/kind_table.hpp"

namespace regard::gateway {
namespace {

// What an integration may publish at all.
bool is_kind_of_integrations(const std::string& name) {
  return std::ranges::any_of(observer::kind_table(), [&](const observer::KindRow& row) {
    return observer::kind_name(row.kind) == name && !observer::check_role(row.kind, v1::ROLE_INTEGRATION);
  });
}

std::optional<std::string> check(const v1::AddToken& wanted) {
  if (auto wrong = check_person_name(wanted.name())) return wrong;
  if (wanted.lifetime_days() < 1 || wanted.lifetime_days() > limits::kMaxTokenLifetime.count()) {
    return "a token lasts for 1 to " + std::to_string(limits::kMaxTokenLifetime.count()) + " days";
  }
  for (const std::string& kind : wanted.scope().kinds()) {
    if (!is_kind_of_integrations(kind)) return "integrations publish no events of the kind \"" + kind + "\"";
  }
  return std::nullopt;
}

v1::ListedToken listed(const observer::IntegrationToken& token) {
  v1::ListedToken out;
  out.set_token_id(token.token_id.to_string());
  out.set_name(token.name);
  out.set_created_wall_ns(token.created_wall_ns);
  out.set_expires_wall_ns(token.expires_wall_ns);
  out.mutable_scope()->set_own_interviews_only(token.scope.own_interviews_only);
  out.mutable_scope()->set_speaks_for_candidate(token.scope.speaks_for_candidate);
  for (const std::string& kind : token.scope.kinds) out.mutable_scope()->add_kinds(kind);
  return out;
}

}  // namespace

void Administration::add_token(const observer::Account& account, const v1::AddToken& wanted, Done done) {
  if (account.role != v1::ROLE_INTEGRATION) return done(refusal("a person has a password and no token"));
  if (auto wrong = check(wanted)) return done(refusal(*std::move(wrong)));
  if (parts_.directory.tokens_of(account.account_id).size() >= limits::kMaxTokensAnAccount) {
    return done(refusal("the account has as many tokens as it may have: revoke one first"));
  }
  const std::int64_t now_wall_ns = parts_.clock.wall_ns();
  const std::chrono::nanoseconds lifetime = std::chrono::days(wanted.lifetime_days());
  const auto& scope = wanted.scope();
  observer::IntegrationToken token{
      .token_hash = wanted.token_hash(),
      .account_id = account.account_id,
      .token_id = parts_.random.uuid(),
      .name = wanted.name(),
      .created_wall_ns = now_wall_ns,
      .expires_wall_ns = now_wall_ns + lifetime.count(),
      .scope = {
          scope.own_interviews_only(), scope.speaks_for_candidate(), {scope.kinds().begin(), scope.kinds().end()}}};
  parts_.store.put_token(token, [this, token, done = std::move(done)](auto kept) mutable {
    if (!kept) return done(not_kept(std::move(kept.error())));
    parts_.directory.put_token(std::move(token));
    done({});
  });
}

void Administration::revoke_token(const observer::Account& account, const std::string& token_id, Done done) {
  const auto tokens = parts_.directory.tokens_of(account.account_id);
  const auto found = std::ranges::find(tokens, token_id, [](const auto& token) { return token.token_id.to_string(); });
  if (found == tokens.end()) return done(refusal("the account has no token with the id " + token_id));
  parts_.store.remove_token(found->token_hash,
                            [this, token_hash = found->token_hash, done = std::move(done)](auto kept) mutable {
                              if (!kept) return done(not_kept(std::move(kept.error())));
                              parts_.directory.remove_token(token_hash);
                              parts_.close_signed_out(token_hash);
                              done({});
                            });
}

void Administration::list_tokens(const observer::Account& account, Done done) const {
  v1::AdministrationAnswer answer;
  for (const auto& token : parts_.directory.tokens_of(account.account_id)) *answer.add_tokens() = listed(token);
  done(std::move(answer));
}

}  // namespace regard::gateway

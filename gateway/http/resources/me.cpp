#include "gateway/http/resources/me.hpp"

#include "gateway/http/json.hpp"

namespace regard::gateway {

v1::Me me_of(const observer::Account& account, bool owes_second_factor) {
  v1::Me me;
  me.set_account_id(account.account_id.to_string());
  me.set_login(account.login);
  me.set_name(account.name);
  me.set_role(account.role);
  me.set_second_factor_due(owes_second_factor);
  return me;
}

void add_me(Router& router) {
  const Responder me = [](const Call& call) {
    return json_response(http::status::ok, me_of(call.identity->account, call.identity->owes_second_factor));
  };
  router.add({.pattern = "/api/me", .handler = me, .access = Access::signing_in});
}

}  // namespace regard::gateway

#include "gateway/http/resources/me.hpp"

#include "gateway/http/json.hpp"

namespace regard::gateway {

v1::Me me_of(const observer::Account& account) {
  v1::Me me;
  me.set_account_id(account.account_id.to_string());
  me.set_login(account.login);
  me.set_name(account.name);
  me.set_role(account.role);
  return me;
}

void add_me(Router& router) {
  const Responder me = [](const Call& call) { return json_response(http::status::ok, me_of(call.identity->account)); };
  router.add({.pattern = "/api/me", .handler = me});
}

}  // namespace regard::gateway

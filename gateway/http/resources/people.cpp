#include "gateway/http/resources/people.hpp"

#include "gateway/http/json.hpp"
#include "gateway/http/responses.hpp"
#include "observer/access/access_rules.hpp"
#include "regard/v1/api/account.pb.h"

namespace regard::gateway {
namespace {

v1::PeopleList list_of(const AccountDirectory& directory) {
  v1::PeopleList list;
  for (const observer::Account* account : directory.people()) {
    auto& person = *list.add_people();
    person.set_account_id(account->account_id.to_string());
    person.set_login(account->login);
    person.set_name(account->name);
    person.set_role(account->role);
  }
  return list;
}

}  // namespace

void add_people(Router& router, const AccountDirectory& directory) {
  Responder people = [&directory](const Call& call) {
    if (!observer::may_see_people(call.identity->account.role)) {
      return error_response(http::status::forbidden, "not_allowed", "Your role may not see who can be invited.");
    }
    return json_response(http::status::ok, list_of(directory));
  };
  router.add({.pattern = "/api/people", .handler = std::move(people)});
}

}  // namespace regard::gateway

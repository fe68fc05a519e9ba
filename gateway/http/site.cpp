#include "gateway/http/site.hpp"

#include <utility>

#include "gateway/http/resources/echo.hpp"
#include "gateway/http/resources/me.hpp"
#include "gateway/http/resources/pages.hpp"
#include "gateway/http/resources/referential.hpp"
#include "gateway/http/resources/trail.hpp"

namespace regard::gateway {

void add_resources(Router& router, SiteParts parts) {
  add_sign_in(router, std::move(parts.sign_in));
  add_me(router);
  add_own_account(router, parts.own_account);
  add_accounts(router, parts.accounts);
  add_invitations(router, parts.invitations);
  add_people(router, parts.directory);
  add_interviews(router, std::move(parts.interviews));
  add_trail(router, parts.trail);
  add_evidence(router, parts.evidence);
  add_referential(router, parts.referential);
  add_status(router, std::move(parts.status));
  add_live(router, std::move(parts.live));
  if (parts.has_echo) add_echo(router);
  add_pages(router, parts.pages);
}

}  // namespace regard::gateway

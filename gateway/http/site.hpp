#pragma once

#include "gateway/http/resources/accounts.hpp"
#include "gateway/http/resources/evidence.hpp"
#include "gateway/http/resources/interviews.hpp"
#include "gateway/http/resources/invitations.hpp"
#include "gateway/http/resources/live.hpp"
#include "gateway/http/resources/own_account.hpp"
#include "gateway/http/resources/people.hpp"
#include "gateway/http/resources/sign_in.hpp"
#include "gateway/http/resources/status.hpp"
#include "gateway/http/router.hpp"
#include "gateway/http/static_files.hpp"
#include "observer/referential/referential.hpp"

namespace regard::gateway {

// What each resource is handed.
struct SiteParts {
  SignInParts sign_in;
  OwnAccountParts own_account;
  AccountsParts accounts;
  Invitations& invitations;
  const AccountDirectory& directory;
  InterviewsParts interviews;
  EvidenceParts evidence;
  observer::Trail& trail;
  const observer::Referential& referential;
  StatusParts status;
  LiveParts live;
  bool has_echo = false;
  const StaticFiles& pages;
};

// Every resource of the server, one line each. What the parts refer to must outlive the router.
void add_resources(Router& router, SiteParts parts);

}  // namespace regard::gateway

#pragma once

#include <functional>
#include <string>

#include "gateway/accounts/second_factor_rule.hpp"
#include "gateway/accounts/sign_in.hpp"
#include "gateway/http/router.hpp"

namespace regard::gateway {

struct SignInParts {
  SignIn& sign_in;
  // Whether the cookies are for HTTPS alone.
  bool has_secure_cookie = false;
  // Closes what a sign-in session has opened: its cookie is worth nothing any more.
  std::function<void(const std::string& token_hash)> close_signed_out;
  SecondFactorRule rule;
};

// POST /api/sign-in and POST /api/sign-out. What the parts refer to must outlive the router.
void add_sign_in(Router& router, SignInParts parts);

}  // namespace regard::gateway

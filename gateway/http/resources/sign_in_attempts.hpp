#pragma once

#include "gateway/accounts/credentials.hpp"
#include "gateway/http/call.hpp"
#include "gateway/http/cookie.hpp"

// What signing in and proving once more who one is have in common.
namespace regard::gateway {

// From where the call comes; login, password and code are left empty.
[[nodiscard]] SignInAttempt attempt_in(const Call& call, const Cookie& device);
[[nodiscard]] Response sign_in_refusal_response(const SignInRefusal& refusal);
// To somebody signed in, who could not prove it once more: a page must not take it for the end of that.
[[nodiscard]] Response proof_refusal_response(const SignInRefusal& refusal);
[[nodiscard]] Response too_many_attempts_response(std::chrono::seconds retry_after);

}  // namespace regard::gateway

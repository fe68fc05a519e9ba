#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gateway/accounts/sign_in.hpp"
#include "gateway/http/identity.hpp"
#include "gateway/live/live_hub.hpp"
#include "gateway/transport/http_types.hpp"
#include "observer/referential/referential.hpp"
#include "regard/v1/api/account.pb.h"
#include "regard/v1/api/error.pb.h"
#include "regard/v1/api/interviews.pb.h"
#include "regard/v1/api/status.pb.h"

namespace regard::gateway {

// An ApiError as a response.
[[nodiscard]] Response error_response(const Request& request, http::status status, std::string code,
                                      std::string message);

// The HTTP interface under /api/, as listed in ARCHITECTURE.md. Thread: the gateway's.
class Api {
 public:
  struct Parts {
    LiveHub& hub;
    AccountDirectory& directory;
    SignIn& sign_in;
    const observer::Referential& referential;
    const std::vector<std::string>& allowed_origins;
    // Whether the cookie is for TLS only: behind a proxy that speaks it.
    bool has_secure_cookie = false;
  };
  // Everything referred to must outlive this object.
  explicit Api(Parts parts) : parts_(parts) {}

  using Answer = std::move_only_function<void(Response)>;
  // `answer` is called once, on the gateway's thread, perhaps before this returns. `request` is used before it returns.
  void handle(const Request& request, Answer answer);

 private:
  void handle_sign_in(const Request& request, Answer answer);
  void handle_sign_out(const Request& request, const Identity& identity, Answer answer);
  [[nodiscard]] Response answer_query(const Request& request, const Identity& identity);
  [[nodiscard]] Response people(const Request& request, const Identity& identity);
  [[nodiscard]] Response interviews(const Request& request, const Identity& identity);
  [[nodiscard]] Response interview(const Request& request, const Identity& identity, std::string_view interview_id);
  [[nodiscard]] Response referential(const Request& request);
  [[nodiscard]] Response status(const Request& request);
  [[nodiscard]] bool is_kept(const observer::Interview& interview);

  Parts parts_;
};

}  // namespace regard::gateway

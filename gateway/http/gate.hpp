#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "gateway/accounts/account_directory.hpp"
#include "gateway/http/identity.hpp"
#include "gateway/http/route.hpp"
#include "observer/ports/clock.hpp"

namespace regard::gateway {

// Who comes in: whom a request is from, and whether it comes from one of our own pages. Thread: the gateway's.
class Gate {
 public:
  // `directory` and `clock` must outlive the gate. `allowed_origins`: see has_own_origin.
  Gate(const AccountDirectory& directory, observer::Clock& clock, std::vector<std::string> allowed_origins)
      : directory_(directory), clock_(clock), allowed_origins_(std::move(allowed_origins)) {}

  // Whoever sent the request, where the route asks for it; the error is the answer to give.
  [[nodiscard]] std::expected<std::optional<Identity>, Response> admit(const RequestHead& head,
                                                                       const Route& route) const;

 private:
  [[nodiscard]] bool is_foreign(const RequestHead& head) const { return !has_own_origin(head, allowed_origins_); }

  const AccountDirectory& directory_;
  observer::Clock& clock_;
  std::vector<std::string> allowed_origins_;
};

}  // namespace regard::gateway

#pragma once

#include <expected>
#include <optional>

#include "gateway/accounts/second_factor_rule.hpp"
#include "gateway/http/identity.hpp"
#include "gateway/http/own_addresses.hpp"
#include "gateway/http/route.hpp"
#include "observer/ports/clock.hpp"

namespace regard::gateway {

// Who comes in: whom a request is from, and whether it comes from one of our own pages. Thread: the gateway's.
class Gate {
 public:
  // What the rule refers to, and `clock`, must outlive the gate.
  Gate(SecondFactorRule rule, observer::Clock& clock, OwnAddresses addresses)
      : rule_(std::move(rule)), clock_(clock), addresses_(std::move(addresses)) {}

  // Whether people see HTTPS and nothing else.
  [[nodiscard]] bool is_secure() const { return addresses_.is_secure; }

  // The answer to a request that names another host than this one, or that a page of another site has made a browser
  // send; nothing when it may go on.
  [[nodiscard]] std::optional<Response> check_address(const RequestHead& head) const;

  // Whoever sent the request; nobody where the route lets everybody in and they have not signed in. The error is the
  // answer to give.
  [[nodiscard]] std::expected<std::optional<Identity>, Response> admit(const RequestHead& head,
                                                                       const Route& route) const;

 private:
  [[nodiscard]] std::optional<Identity> identify(const RequestHead& head) const;
  [[nodiscard]] bool is_foreign(const RequestHead& head) const { return !addresses_.is_own_origin(head); }

  SecondFactorRule rule_;
  observer::Clock& clock_;
  OwnAddresses addresses_;
};

}  // namespace regard::gateway

#pragma once

#include <vector>

#include "gateway/http/gate.hpp"
#include "gateway/http/requests_in_flight.hpp"
#include "gateway/http/route.hpp"
#include "observer/ports/trail.hpp"

namespace regard::gateway {

// Finds the resource of each request: 404 for an address that is none, 405 for a method that it does not have, 429 for
// an account that asks too much at a time. Thread: the gateway's.
class Router final : public HttpHandler {
 public:
  // The trail, which must outlive the router, is told of programs: those that come in, and those that do not.
  Router(Gate gate, observer::Trail& trail) : gate_(std::move(gate)), trail_(trail) {}

  // Before the first request. Of two patterns that fit, the one that was added first speaks.
  void add(Route route) { routes_.push_back(std::move(route)); }

  [[nodiscard]] Awaitable<Answer> answer(HttpRequest request) override;
  [[nodiscard]] Response refuse(BadRequest reason) override;

 private:
  struct Found {
    const Route* route = nullptr;
    std::vector<std::string> parameters{};
  };
  // The error is the answer to give.
  [[nodiscard]] std::expected<Found, Response> find(const RequestHead& head) const;
  [[nodiscard]] std::optional<std::vector<std::string>> fit(const Route& route, std::string_view path) const;
  [[nodiscard]] bool is_claimed(std::string_view path) const;
  [[nodiscard]] Awaitable<Answer> call(HttpRequest request);
  void note_program(const HttpRequest& request, const Identity* identity);

  Gate gate_;
  observer::Trail& trail_;
  RequestsInFlight requests_in_flight_;
  std::vector<Route> routes_;
};

}  // namespace regard::gateway

#include "gateway/http/resources/status.hpp"

#include "gateway/http/json.hpp"
#include "regard/v1/api/status.pb.h"

namespace regard::gateway {
namespace {

// How the server is, for whoever answers for it; to others, whether it serves.
Response answer(const StatusParts& parts, const std::optional<Identity>& identity) {
  const bool is_fit = !parts.store_status().poisoned() && !parts.store_status().full();
  const http::status code = is_fit ? http::status::ok : http::status::service_unavailable;
  const bool may_know = identity && identity->account.role == v1::ROLE_ORGANISER && !identity->owes_second_factor;
  if (!may_know) return json_response(code, v1::ServerStatus{});
  v1::ServerStatus status;
  status.set_version(parts.version);
  *status.mutable_store() = parts.store_status();
  status.set_live_interview_count(static_cast<std::int32_t>(parts.live_interview_count()));
  status.set_connection_count(static_cast<std::int32_t>(parts.connection_count()));
  return json_response(code, status);
}

}  // namespace

void add_status(Router& router, StatusParts parts) {
  Responder respond = [parts = std::move(parts)](const Call& call) { return answer(parts, call.identity); };
  router.add({.pattern = "/api/status", .handler = std::move(respond), .access = Access::everybody});
}

}  // namespace regard::gateway

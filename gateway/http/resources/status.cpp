#include "gateway/http/resources/status.hpp"

#include "gateway/http/json.hpp"
#include "regard/v1/api/status.pb.h"

namespace regard::gateway {
namespace {

Response answer(const StatusParts& parts) {
  v1::ServerStatus status;
  status.set_version(parts.version);
  *status.mutable_store() = parts.store_status();
  status.set_live_interview_count(static_cast<std::int32_t>(parts.live_interview_count()));
  status.set_connection_count(static_cast<std::int32_t>(parts.connection_count()));
  const bool is_fit = !status.store().poisoned();
  return json_response(is_fit ? http::status::ok : http::status::service_unavailable, status);
}

}  // namespace

void add_status(Router& router, StatusParts parts) {
  Responder respond = [parts = std::move(parts)](const Call&) { return answer(parts); };
  router.add({.pattern = "/api/status", .handler = std::move(respond), .access = Access::everybody});
}

}  // namespace regard::gateway

#include "gateway/http/to_https.hpp"

#include "gateway/http/responses.hpp"

namespace regard::gateway {
namespace {

// RFC 9110, section 4.2.2.
constexpr std::uint16_t kHttpsPort = 443;

Response see(const std::string& address) {
  // 308: the method stays what it was.
  Response response = error_response(http::status::permanent_redirect, "https_only",
                                     "This server speaks HTTPS: the same is at " + address);
  response.fields.set(http::field::location, address);
  return response;
}

}  // namespace

Awaitable<Answer> ToHttps::answer(HttpRequest request) {
  const std::string_view host = header(*request.head, http::field::host);
  if (host.empty()) co_return refuse(BadRequest::wrong_host);
  if (!addresses_.is_own_host(host)) co_return wrong_host_response();
  const std::string_view target{request.head->target().data(), request.head->target().size()};
  const std::string port = port_ == kHttpsPort ? "" : ":" + std::to_string(port_);
  co_return see("https://" + std::string(without_port(host)) + port +
                (target.starts_with('/') ? std::string(target) : "/"));
}

Response ToHttps::refuse(BadRequest reason) { return bad_request_response(reason); }

}  // namespace regard::gateway

#include "gateway/http/resources/echo.hpp"

#include "gateway/http/resources/echo_handler.hpp"

namespace regard::gateway {

void add_echo(Router& router) {
  const WebsocketOpener open = [](const Call&) -> std::expected<Upgrade, Response> {
    return Upgrade{std::make_shared<EchoHandler>(), {limits::kMaxEchoBytes, {}}};
  };
  router.add({.pattern = "/echo", .handler = open, .access = Access::everybody});
}

}  // namespace regard::gateway

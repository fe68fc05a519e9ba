#pragma once

#include "gateway/http/own_addresses.hpp"

namespace regard::gateway {

// Answers whoever comes in the clear with where the same is under TLS. Thread: the gateway's.
class ToHttps final : public HttpHandler {
 public:
  ToHttps(OwnAddresses addresses, std::uint16_t https_port) : addresses_(std::move(addresses)), port_(https_port) {}

  [[nodiscard]] Awaitable<Answer> answer(HttpRequest request) override;
  [[nodiscard]] Response refuse(BadRequest reason) override;

 private:
  const OwnAddresses addresses_;
  const std::uint16_t port_;
};

}  // namespace regard::gateway

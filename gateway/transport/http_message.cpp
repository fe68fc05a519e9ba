#include "gateway/transport/http_message.hpp"

#include <algorithm>

namespace regard::gateway {
namespace {

std::string_view target_of(const RequestHead& head) { return {head.target().data(), head.target().size()}; }

}  // namespace

std::string_view path_of(const RequestHead& head) {
  const std::string_view target = target_of(head);
  return target.substr(0, target.find('?'));
}

std::string_view query_of(const RequestHead& head) {
  const std::string_view target = target_of(head);
  return target.substr(std::min(path_of(head).size() + 1, target.size()));
}

std::string_view header(const RequestHead& head, http::field field) {
  const auto value = head[field];
  return {value.data(), value.size()};
}

Awaitable<std::expected<std::string, BodyFailure>> RequestBody::read_all() {
  std::string all;
  while (true) {
    const Piece piece = co_await read_some();
    if (!piece) co_return std::unexpected(piece.error());
    if (piece->empty()) co_return all;
    all += *piece;
  }
}

}  // namespace regard::gateway

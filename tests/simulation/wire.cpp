#include "tests/simulation/wire.hpp"

#include "tests/simulation/violation.hpp"

namespace regard::simulation {

std::optional<v1::ServerFrame> Wire::receive_one() {
  if (!peer_.connection.has_message()) return std::nullopt;
  v1::ServerFrame frame;
  require(frame.ParseFromString(*peer_.connection.take().bytes), "the server sent something that is no frame");
  peer_.session->on_sent();
  return frame;
}

}  // namespace regard::simulation

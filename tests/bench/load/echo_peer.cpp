#include "tests/bench/load/echo_peer.hpp"

#include "tests/bench/load/websocket_peer.hpp"

namespace regard::bench {
namespace {

class EchoPeer final : public WebSocketPeer {
 public:
  explicit EchoPeer(std::string path) : WebSocketPeer(std::move(path), "") {}

  void add_event(std::string_view payload, std::string& out) override { append_message(Opcode::kBinary, payload, out); }

 protected:
  void opened(Heard& heard, std::string& /*out*/) override { heard.ready = true; }

  std::expected<void, Failure> hear_message(std::string_view /*payload*/, Heard& heard, std::string& /*out*/) override {
    ++heard.acknowledged;
    return {};
  }
};

}  // namespace

std::unique_ptr<Peer> EchoFactory::publisher() { return std::make_unique<EchoPeer>(path_); }

}  // namespace regard::bench

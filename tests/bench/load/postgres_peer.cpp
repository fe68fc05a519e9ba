#include "tests/bench/load/postgres_peer.hpp"

#include <utility>

namespace regard::bench {
namespace {

constexpr std::uint32_t kProtocolVersion = 3U << 16U;
constexpr std::size_t kLengthBytes = 4;

void append_int16(std::uint16_t value, std::string& out) {
  out.push_back(static_cast<char>(value >> 8U));
  out.push_back(static_cast<char>(value & 0xffU));
}

void append_int32(std::uint32_t value, std::string& out) {
  append_int16(static_cast<std::uint16_t>(value >> 16U), out);
  append_int16(static_cast<std::uint16_t>(value & 0xffffU), out);
}

std::string terminated(std::string_view text) { return std::string(text) + '\0'; }

// The length counts itself, not the type.
void append_message(char type, std::string_view body, std::string& out) {
  out.push_back(type);
  append_int32(static_cast<std::uint32_t>(body.size() + kLengthBytes), out);
  out.append(body);
}

std::uint32_t int32_at(std::string_view in, std::size_t index) {
  std::uint32_t value = 0;
  for (const char byte : in.substr(index, kLengthBytes)) value = value << 8U | static_cast<std::uint8_t>(byte);
  return value;
}

std::string parse_message_body() {
  std::string body = terminated("insert") + terminated("INSERT INTO event (payload) VALUES ($1)");
  append_int16(0, body);
  return body;
}

class Publisher final : public Peer {
 public:
  Publisher(std::string user, std::string database) : user_(std::move(user)), database_(std::move(database)) {}

  void start(std::string& out) override {
    std::string body;
    append_int32(kProtocolVersion, body);
    body += terminated("user") + terminated(user_) + terminated("database") + terminated(database_) + '\0';
    append_int32(static_cast<std::uint32_t>(body.size() + kLengthBytes), out);
    out += body;
  }

  std::expected<Heard, Failure> hear(std::string_view in, std::string& out) override {
    Heard heard;
    while (in.size() - heard.bytes_used > kLengthBytes) {
      const std::string_view rest = in.substr(heard.bytes_used);
      const std::size_t message_bytes = 1 + int32_at(rest, 1);
      if (rest.size() < message_bytes) break;
      heard.bytes_used += message_bytes;
      if (rest[0] == 'E') return std::unexpected("PostgreSQL answered: " + std::string(rest.substr(0, message_bytes)));
      if (rest[0] == 'C') ++completed_;
      if (rest[0] == 'Z') ready_for_query(heard, out);
    }
    return heard;
  }

  void add_event(std::string_view payload, std::string& out) override {
    std::string bind = terminated("") + terminated("insert");
    append_int16(1, bind);  // one format code: binary
    append_int16(1, bind);
    append_int16(1, bind);  // one parameter
    append_int32(static_cast<std::uint32_t>(payload.size()), bind);
    bind.append(payload);
    append_int16(0, bind);
    append_message('B', bind, out);
    std::string execute = terminated("");
    append_int32(0, execute);  // all rows
    append_message('E', execute, out);
  }

  void end_turn(std::string& out) override { append_message('S', "", out); }

 private:
  enum class State { kSigningIn, kPreparing, kReady };

  // What was completed is committed only now.
  void ready_for_query(Heard& heard, std::string& out) {
    switch (state_) {
      case State::kSigningIn:
        append_message('P', parse_message_body(), out);
        append_message('S', "", out);
        state_ = State::kPreparing;
        break;
      case State::kPreparing:
        heard.ready = true;
        state_ = State::kReady;
        break;
      case State::kReady:
        heard.acknowledged += std::exchange(completed_, 0);
        break;
    }
  }

  std::string user_;
  std::string database_;
  State state_ = State::kSigningIn;
  std::size_t completed_ = 0;
};

}  // namespace

std::unique_ptr<Peer> PostgresFactory::publisher() { return std::make_unique<Publisher>(user_, database_); }

}  // namespace regard::bench

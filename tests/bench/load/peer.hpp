#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace regard::bench {

// Why a measurement cannot go on, in words. A load generator mends nothing: the first failure ends the run.
using Failure = std::string;

// What one connection heard from the measured server.
struct Heard {
  // Bytes of the input that were understood; the rest is the start of something longer.
  std::size_t bytes_used = 0;
  // Set-up is over: events may be sent.
  bool ready = false;
  // Events of this connection that the server now says are done.
  std::size_t acknowledged = 0;
  // For each event that an observer was given: when it was due to be sent.
  std::vector<std::int64_t> observed_due_ns;
};

// One connection's side of one protocol. It does no input and output of its own, so that every server is measured by
// the same loop.
class Peer {
 public:
  virtual ~Peer() = default;
  // Appends what is said first.
  virtual void start(std::string& out) = 0;
  // Understands as many whole answers as `in` holds, and appends what they call for.
  [[nodiscard]] virtual std::expected<Heard, Failure> hear(std::string_view in, std::string& out) = 0;
  // Appends one event. Only for publishers that are ready.
  virtual void add_event(std::string_view payload, std::string& out) = 0;
  // Called once after the events of one turn, before they are sent.
  virtual void end_turn(std::string& /*out*/) {}
};

// Makes the connections' sides for one kind of server.
class PeerFactory {
 public:
  virtual ~PeerFactory() = default;
  [[nodiscard]] virtual std::unique_ptr<Peer> publisher() = 0;
  // Sees every event of the publishers made so far, who are all ready. Null if the server delivers nothing.
  [[nodiscard]] virtual std::unique_ptr<Peer> observer() { return nullptr; }
  // Connects and says nothing more.
  [[nodiscard]] virtual std::unique_ptr<Peer> idler() { return publisher(); }
};

}  // namespace regard::bench

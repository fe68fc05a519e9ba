#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace regard::crash {

// Publishes chat messages to an interview of its own, many in flight, until the server goes away; goes on from the
// first that was not acknowledged when it is run again. One thread at a time.
class CrashClient {
 public:
  CrashClient(std::string interview_id, std::string client_id)
      : interview_id_(std::move(interview_id)), client_id_(std::move(client_id)) {}

  // Counts acknowledgements of all clients in `acknowledged`. Returns when the connection is lost.
  void run(unsigned short port, const std::string& token, std::atomic<std::uint64_t>& acknowledged);

  [[nodiscard]] const std::string& client_id() const { return client_id_; }
  // Everything up to here was acknowledged, in this run or an earlier one.
  [[nodiscard]] std::uint64_t acknowledged_seq() const { return acknowledged_seq_; }

 private:
  std::string interview_id_;
  std::string client_id_;
  std::uint64_t acknowledged_seq_ = 0;
};

}  // namespace regard::crash

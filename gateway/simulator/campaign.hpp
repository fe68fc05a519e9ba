#pragma once

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "gateway/simulator/options.hpp"
#include "gateway/simulator/session.hpp"

namespace regard::simulator {

// Plays the wanted interviews, so many at a time, and counts. All calls on the thread of the client's io_context, which
// runs dry when the campaign is over.
class Campaign {
 public:
  // All must outlive the campaign.
  Campaign(WebSocketClient& client, const ServerAddress& server, const std::vector<Scenario>& scenarios,
           const Options& options);

  void start();
  // Closes the interviews in play and starts no other.
  void stop();

  [[nodiscard]] ExitCode exit_code() const;
  [[nodiscard]] std::string summary() const;
  // Called when the last interview is over.
  std::function<void()> on_over;

 private:
  void fill();
  void play_next();
  void finished(const std::shared_ptr<Session>& session, const Scenario& scenario, const InterviewRun& run);
  void count(const InterviewRun& run);
  void go_on_after(const InterviewRun& run);
  [[nodiscard]] bool has_next() const;

  WebSocketClient& client_;
  const ServerAddress& server_;
  const std::vector<Scenario>& scenarios_;
  const Options& options_;
  const std::uint64_t wanted_;
  std::uint64_t begun_ = 0;
  std::uint64_t played_ = 0;
  std::uint64_t failed_ = 0;
  std::uint64_t refused_events_ = 0;
  bool is_stopping_ = false;
  bool has_no_server_ = false;
  Outbox::Counts counts_;
  std::set<std::shared_ptr<Session>> sessions_;
  boost::asio::steady_timer refill_timer_;
  boost::asio::steady_timer stop_timer_;
};

}  // namespace regard::simulator

#include "gateway/simulator/campaign.hpp"

#include <iostream>
#include <sstream>

#include "gateway/simulator/limits.hpp"
#include "gateway/simulator/uuid.hpp"

namespace regard::simulator {
namespace {

using Phase = InterviewRun::Phase;

std::string titled(const Scenario& scenario, const InterviewRun& run) {
  return scenario.opening.title() + " [" + run.identity().recording_id + "]";
}

// Stopped while it still waited for a connection.
bool never_began(const InterviewRun& run) { return run.phase() == Phase::kFinished && run.counts().sent == 0; }

void tell_end(const Scenario& scenario, const InterviewRun& run) {
  if (never_began(run)) return;
  if (run.phase() == Phase::kFinished) {
    std::cout << "played " << titled(scenario, run) << ": " << run.counts().acknowledged << " events" << std::endl;
  } else {
    std::cerr << "failed " << titled(scenario, run) << ": " << run.problem() << std::endl;
  }
}

}  // namespace

Campaign::Campaign(WebSocketClient& client, const ServerAddress& server, const std::vector<Scenario>& scenarios,
                   const Options& options)
    : client_(client),
      server_(server),
      scenarios_(scenarios),
      options_(options),
      wanted_(options.count > 0 ? static_cast<std::uint64_t>(options.count) : scenarios.size()),
      refill_timer_(client.get_io_service()),
      stop_timer_(client.get_io_service()) {}

void Campaign::start() { fill(); }

bool Campaign::has_next() const { return !is_stopping_ && !has_no_server_ && (options_.loop || begun_ < wanted_); }

void Campaign::fill() {
  while (has_next() && sessions_.size() < static_cast<std::size_t>(options_.concurrency)) play_next();
  if (!sessions_.empty()) return;
  stop_timer_.cancel();
  if (on_over) on_over();
}

void Campaign::play_next() {
  const Scenario& scenario = scenarios_[begun_ % scenarios_.size()];
  const std::uint64_t seed = options_.pacing.seed + begun_;
  ++begun_;
  RunIdentity identity{make_uuid(), make_uuid()};
  auto schedule = make_schedule(scenario, options_.cast, {options_.pacing.speed, seed}, identity.recording_id);
  // The session owns the callback: a strong reference in it would keep both alive for ever.
  auto self = std::make_shared<std::weak_ptr<Session>>();
  auto session = std::make_shared<Session>(
      client_, server_, InterviewRun(std::move(identity), std::move(schedule), seed),
      [this, self, &scenario](const InterviewRun& run) { finished(self->lock(), scenario, run); });
  *self = session;
  sessions_.insert(session);
  session->start();
}

void Campaign::finished(const std::shared_ptr<Session>& session, const Scenario& scenario, const InterviewRun& run) {
  tell_end(scenario, run);
  count(run);
  sessions_.erase(session);
  go_on_after(run);
}

void Campaign::count(const InterviewRun& run) {
  if (never_began(run)) return;
  ++(run.phase() == Phase::kFinished ? played_ : failed_);
  counts_.sent += run.counts().sent;
  counts_.sent_again += run.counts().sent_again;
  counts_.acknowledged += run.counts().acknowledged;
  refused_events_ += run.refused_count();
  if (run.phase() == Phase::kUnreachable || run.phase() == Phase::kUnauthorised) has_no_server_ = true;
}

void Campaign::go_on_after(const InterviewRun& run) {
  const bool waits = options_.loop && run.phase() != Phase::kFinished && has_next();
  // Never from within the session that has just ended: it may still be on the stack.
  refill_timer_.expires_after(std::chrono::milliseconds(waits ? limits::kPauseAfterFailureMs : 0));
  refill_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) fill();
  });
}

void Campaign::stop() {
  is_stopping_ = true;
  const auto in_play = sessions_;
  for (const auto& session : in_play) session->hang_up("simulateur arrêté");
  refill_timer_.cancel();
  stop_timer_.expires_after(std::chrono::milliseconds(limits::kStopDeadlineMs));
  stop_timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    const auto remaining = sessions_;
    for (const auto& session : remaining) session->give_up("the server did not acknowledge the end in time");
  });
  if (sessions_.empty()) fill();
}

ExitCode Campaign::exit_code() const {
  if (has_no_server_) return kExitNoServer;
  return failed_ > 0 ? kExitInterviewFailed : kExitDone;
}

std::string Campaign::summary() const {
  std::ostringstream line;
  line << "regard-simulator: " << played_ << " interviews played, " << failed_ << " failed; " << counts_.sent
       << " events sent, " << counts_.acknowledged << " acknowledged, " << refused_events_ << " refused, "
       << counts_.sent_again << " sent again";
  return line.str();
}

}  // namespace regard::simulator

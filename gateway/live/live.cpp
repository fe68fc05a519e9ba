#include "gateway/live/live.hpp"

#include <utility>

namespace regard::gateway {

Live::Live(Sources sources)
    : recordings(sources.openings),
      feed(sources.journal),
      residence(recordings, sources.journal, feed, sources.trusted_clock, LiveSessions::on_unreadable),
      sessions(watch),
      recorder({recordings, residence, feed, sources.journal, sources.trusted_clock, sources.openings.random, sessions,
                std::move(sources.defer)}),
      parts_{recorder, recordings, residence, feed,          encoder_,
             company,  watch,      sessions,  sources.clock, sources.trusted_clock} {}

Live::~Live() { sessions.end_all(); }

std::shared_ptr<LiveSession> Live::make_session(LiveSession::Origin origin) const {
  return std::make_shared<LiveSession>(parts_, std::move(origin));
}

void Live::tick() {
  sessions.check_deadlines();
  residence.drop_unused();
}

}  // namespace regard::gateway

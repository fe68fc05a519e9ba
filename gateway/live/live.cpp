#include "gateway/live/live.hpp"

#include <utility>

namespace regard::gateway {

Live::Live(Sources sources)
    : recordings(sources.openings),
      turns(sources.journal),
      feed(turns),
      residence(recordings, turns, feed, sources.trusted_clock, LiveSessions::on_unreadable),
      company(sources.clock),
      sessions(watch, sources.capacity),
      recorder({recordings, residence, feed, sources.journal, sources.trusted_clock, sources.openings.random, sessions,
                std::move(sources.defer)}),
      journal_(sources.journal),
      parts_{recorder,     recordings, residence, feed,          encoder_,
             company,      watch,      sessions,  sources.clock, sources.trusted_clock,
             sources.trail} {}

Live::~Live() { sessions.end_all(); }

std::shared_ptr<LiveSession> Live::make_session(LiveSession::Origin origin) {
  if (!sessions.has_place(origin.account)) return nullptr;
  return std::make_shared<LiveSession>(parts_, std::move(origin));
}

void Live::tick() {
  sessions.check_deadlines();
  sessions.set_full(!journal_.has_room());
  company.tick();
  residence.drop_unused();
}

}  // namespace regard::gateway

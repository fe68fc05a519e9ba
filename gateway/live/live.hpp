#pragma once

#include "gateway/live/limits.hpp"
#include "gateway/live/live_session.hpp"
#include "observer/recording/recorder.hpp"

namespace regard::gateway {

// The recording core and all that is live around it, put together. Thread: the gateway's.
class Live {
 public:
  struct Sources {
    observer::OpeningSources openings;
    observer::Journal& journal;
    observer::Clock& clock;
    observer::TrustedClock& trusted_clock;
    observer::Trail& trail;
    observer::Recorder::Defer defer;
    LiveSessions::Capacity capacity{};
  };
  // Everything referred to must outlive this object.
  explicit Live(Sources sources);
  // Ends the sessions whose connections are still open.
  ~Live();
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  // A session for somebody who has come in; it has still to be opened on a connection. Null when the account has as
  // many as it may have, or all together have.
  [[nodiscard]] std::shared_ptr<LiveSession> make_session(LiveSession::Origin origin);
  // Call about once a second: deadlines of sessions, what may leave memory.
  void tick();

  observer::Recordings recordings;
  observer::PageTurns turns;
  observer::Feed feed;
  observer::Residence residence;
  Company company;
  InterviewWatch watch;
  LiveSessions sessions;
  observer::Recorder recorder;

 private:
  observer::Journal& journal_;
  BatchEncoder encoder_;
  SessionParts parts_;
};

}  // namespace regard::gateway

#pragma once

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
    observer::Recorder::Defer defer;
  };
  // Everything referred to must outlive this object.
  explicit Live(Sources sources);
  // Ends the sessions whose connections are still open.
  ~Live();
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  // A session for somebody who has come in; it has still to be opened on a connection.
  [[nodiscard]] std::shared_ptr<LiveSession> make_session(LiveSession::Origin origin) const;
  // Call about once a second: deadlines of sessions, what may leave memory.
  void tick();

  observer::Recordings recordings;
  observer::Feed feed;
  observer::Residence residence;
  Company company;
  InterviewWatch watch;
  LiveSessions sessions;
  observer::Recorder recorder;

 private:
  BatchEncoder encoder_;
  SessionParts parts_;
};

}  // namespace regard::gateway

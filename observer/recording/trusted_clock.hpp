#pragma once

#include <cstdint>

#include "observer/ports/clock.hpp"

namespace regard::observer {

// The one clock that stamps events. It runs like the machine's steady clock, and never goes back: not when somebody
// sets the wall clock, and not across restarts, where it goes on from the newest journaled stamp.
class TrustedClock {
 public:
  // `newest_stamp_ns`: the greatest server_mono_ns in the journal, 0 when it is empty. `clock` must outlive this.
  TrustedClock(Clock& clock, std::int64_t newest_stamp_ns);

  [[nodiscard]] std::int64_t mono_ns();
  [[nodiscard]] std::int64_t wall_ns();

 private:
  Clock& clock_;
  // mono_ns = steady_ns + offset_ns_
  std::int64_t offset_ns_;
};

}  // namespace regard::observer

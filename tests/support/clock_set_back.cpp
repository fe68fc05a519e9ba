// Preloaded into a process it sets its wall clock back by a day; the steady clock goes on as it was.
#include <dlfcn.h>

#include <ctime>

// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): the system's names are reserved ones.
extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  using ClockGettime = int (*)(clockid_t, timespec*);
  static const auto system_clock = reinterpret_cast<ClockGettime>(dlsym(RTLD_NEXT, "clock_gettime"));
  constexpr time_t kDay = 86'400;
  const int done = system_clock(clock, time);
  if (done == 0 && clock == CLOCK_REALTIME) time->tv_sec -= kDay;
  return done;
}

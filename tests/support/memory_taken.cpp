// Preloaded: a process that holds more memory than the least that it may be allowed, whatever it does.
#include <sys/mman.h>

#include <cstddef>

namespace {

[[gnu::constructor]] void take() {
  constexpr std::size_t kBytes = std::size_t{400} << 20;
  [[maybe_unused]] const void* const taken =
      mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
}

}  // namespace

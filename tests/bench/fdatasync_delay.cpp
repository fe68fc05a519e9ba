// The floor under every acknowledgement: 4 KiB written to a file that has its size already, and fdatasync, a thousand
// times a second like the events whose delay is measured (a disk that is never idle answers sooner). Prints p50 and p99
// in microseconds.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "tests/bench/load/statistics.hpp"

namespace {

constexpr int kBlocks = 2000;
constexpr std::size_t kBlockBytes = 4096;
constexpr std::chrono::milliseconds kPause{1};

bool write_blocks(int file, const std::string& block, std::vector<std::int64_t>* delays_ns) {
  auto due = std::chrono::steady_clock::now();
  for (int i = 0; i < kBlocks; ++i) {
    if (delays_ns != nullptr) std::this_thread::sleep_until(due += kPause);
    const std::int64_t started_ns = regard::bench::now_ns();
    if (pwrite(file, block.data(), block.size(), static_cast<off_t>(i) * static_cast<off_t>(kBlockBytes)) < 0)
      return false;
    if (delays_ns == nullptr) continue;
    if (fdatasync(file) != 0) return false;
    delays_ns->push_back(regard::bench::now_ns() - started_ns);
  }
  return fsync(file) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bench-fdatasync FILE\n", stderr);
    return 2;
  }
  const int file = open(argv[1], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  std::vector<std::int64_t> delays_ns;
  const std::string block(kBlockBytes, 'x');
  if (file < 0 || !write_blocks(file, block, nullptr) || !write_blocks(file, block, &delays_ns)) {
    std::perror(argv[1]);
    return 1;
  }
  std::printf("%.0f %.0f\n", regard::bench::percentile_us(delays_ns, 50), regard::bench::percentile_us(delays_ns, 99));
}

// What attacks do to two assessors who mark meanwhile: a table, in Markdown. Ends with 1 when one of them does more
// than it may.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "tests/bench/load/statistics.hpp"
#include "tests/hostile/siege.hpp"

namespace {

using namespace regard;

// Of the 99th percentile when nobody attacks.
constexpr double kMaxRatio = 4;
constexpr double kMiB = 1024.0 * 1024.0;

// The 99th percentile, before and during an attack.
struct Rise {
  Rise(std::vector<std::int64_t>& quiet_ns, std::vector<std::int64_t>& attacked_ns)
      : quiet_ms(bench::percentile_us(quiet_ns, 99) / 1000),
        attacked_ms(bench::percentile_us(attacked_ns, 99) / 1000) {}
  [[nodiscard]] double ratio() const { return attacked_ms / quiet_ms; }

  double quiet_ms;
  double attacked_ms;
};

// What one siege came to.
struct Round {
  explicit Round(hostile::Outcome outcome)
      : marks(outcome.quiet_delays.marks_ns, outcome.delays.marks_ns),
        replays(outcome.quiet_delays.replays_ns, outcome.delays.replays_ns),
        memory_mib(static_cast<double>(outcome.max_resident_bytes) / kMiB),
        failure(failure_in(outcome)) {}

  Rise marks;
  Rise replays;
  double memory_mib;
  // Empty when all went on.
  std::string failure;

 private:
  static std::string failure_in(const hostile::Outcome& outcome) {
    if (!outcome.bystander_failure.empty()) return outcome.bystander_failure;
    if (outcome.delays.marks_ns.empty()) return "nobody marked";
    return outcome.exit_code == 0 ? std::string{} : "no clean stop";
  }
};

// The median of some rounds: what else the machine does meets one of them.
bool measure(const hostile::Attack& attack) {
  constexpr std::size_t kRounds = 3;
  hostile::SiegeOptions options;
  options.quiet = std::chrono::seconds(4);
  options.attack = std::chrono::seconds(6);
  std::vector<Round> rounds;
  std::string failure;
  for (std::size_t i = 0; i < kRounds; ++i) {
    rounds.emplace_back(hostile::besiege(attack, options));
    if (!rounds.back().failure.empty()) failure = rounds.back().failure;
  }
  std::ranges::sort(rounds, {}, [](const Round& round) { return round.marks.ratio(); });
  const Round& median = rounds[kRounds / 2];
  if (failure.empty() && median.marks.ratio() > kMaxRatio) failure = "too much";
  std::printf("| %.*s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %s |\n", static_cast<int>(attack.name.size()),
              attack.name.data(), median.marks.quiet_ms, median.marks.attacked_ms, median.marks.ratio(),
              median.replays.quiet_ms, median.replays.attacked_ms, median.replays.ratio(), median.memory_mib,
              failure.empty() ? "held" : failure.c_str());
  std::fflush(stdout);
  return failure.empty();
}

}  // namespace

int main(int argc, char** argv) {
  std::printf(
      "| attack | kept, quiet p99, ms | attacked | ratio | replay, quiet p99, ms | attacked | ratio "
      "| memory, MiB | |\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  bool is_well = true;
  try {
    for (const hostile::Attack& attack : hostile::attacks()) {
      if (argc > 1 && attack.name.find(argv[1]) == std::string_view::npos) continue;
      is_well = measure(attack) && is_well;
    }
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "hostile: %s\n", failure.what());
    return 1;
  }
  return is_well ? 0 : 1;
}

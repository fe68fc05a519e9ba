// What attacks do to two assessors who mark meanwhile: a table, in Markdown. Ends with 1 when one of them does more
// than it may.
#include <cstdio>
#include <exception>

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

bool measure(const hostile::Attack& attack) {
  hostile::SiegeOptions options;
  options.quiet = std::chrono::seconds(5);
  options.attack = std::chrono::seconds(8);
  hostile::Outcome outcome = hostile::besiege(attack, options);
  const Rise marks{outcome.quiet_delays.marks_ns, outcome.delays.marks_ns};
  const Rise replays{outcome.quiet_delays.replays_ns, outcome.delays.replays_ns};
  const bool is_well = outcome.bystander_failure.empty() && !outcome.delays.marks_ns.empty() &&
                       marks.ratio() <= kMaxRatio && outcome.exit_code == 0;
  std::printf("| %.*s | %zu | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %s |\n",
              static_cast<int>(attack.name.size()), attack.name.data(), outcome.delays.marks_ns.size(), marks.quiet_ms,
              marks.attacked_ms, marks.ratio(), replays.quiet_ms, replays.attacked_ms, replays.ratio(),
              static_cast<double>(outcome.max_resident_bytes) / kMiB,
              is_well                             ? "held"
              : outcome.bystander_failure.empty() ? "too much"
                                                  : outcome.bystander_failure.c_str());
  std::fflush(stdout);
  return is_well;
}

}  // namespace

int main(int argc, char** argv) {
  std::printf(
      "| attack | marks | kept, quiet p99, ms | attacked | ratio | replay, quiet p99, ms | attacked | ratio "
      "| memory, MiB | |\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
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

// bench-million write DIRECTORY [COUNT]: a data directory with COUNT closed interviews of twenty events (a million).
// bench-million measure DIRECTORY: what its catalogue costs, and how long its pages take.
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

#include "tests/bench/million/measure.hpp"

int main(int argc, char** argv) {
  const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
  const std::string command = arguments.size() > 2 ? arguments[1] : "";
  if (command != "write" && command != "measure") {
    std::fputs("bench-million write DIRECTORY [COUNT] | measure DIRECTORY\n", stderr);
    return EXIT_FAILURE;
  }
  const std::size_t count = arguments.size() > 3 ? std::stoul(arguments[3]) : 1'000'000;
  const auto done = command == "write" ? regard::bench::write_interviews(arguments[2], count)
                                       : regard::bench::measure_catalogue(arguments[2]);
  if (done) return EXIT_SUCCESS;
  std::fprintf(stderr, "%s\n", done.error().reason.c_str());
  return EXIT_FAILURE;
}

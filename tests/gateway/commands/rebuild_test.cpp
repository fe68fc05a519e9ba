// `regard-server rebuild` as the IT team runs it: the real program on a real data directory.
#include <fstream>

#include "storage/data_directory.hpp"
#include "tests/gateway/commands/program.hpp"
#include "tests/gateway/support/live_world.hpp"

namespace regard::tests {
namespace {

Outcome rebuild(const std::filesystem::path& directory) { return run("rebuild --data '" + directory.string() + "'"); }

TEST_CASE("a catalogue is made again from the journal, whatever was in its place") {
  LiveWorld world;
  world.open_interview();
  world.open_interview();
  std::ofstream(world.directory.path() / "catalogue.db") << "not a database";
  const auto [exit_code, said] = rebuild(world.directory.path());
  CHECK(exit_code == 0);
  CHECK_THAT(said, Catch::Contains("100 % of the journal") && Catch::Contains("The catalogue lists 2 interviews."));
}

TEST_CASE("beside a running server nothing is rebuilt, and that is said") {
  LiveWorld world;
  const auto held = storage::DataDirectory::open(world.directory.path());
  REQUIRE(held);
  const auto [exit_code, said] = rebuild(world.directory.path());
  CHECK(exit_code != 0);
  CHECK_THAT(said, Catch::Contains("is in use by another Regard server"));
}

TEST_CASE("an option before the command is refused: it would be dropped") {
  for (const std::string command : {"rebuild", "account list", "verify regard.db"}) {
    const auto [exit_code, said] = run("--data /nowhere " + command);
    CHECK(exit_code != 0);
    CHECK_THAT(said, Catch::Contains("--data belongs behind the command"));
  }
}

TEST_CASE("where there is no data directory none is made") {
  const TemporaryDirectory empty;
  const auto [exit_code, said] = rebuild(empty.path() / "mistyped");
  CHECK(exit_code != 0);
  CHECK_THAT(said, Catch::Contains("there is no data directory") && Catch::Contains("mistyped"));
  CHECK(std::filesystem::is_empty(empty.path()));
}

}  // namespace
}  // namespace regard::tests

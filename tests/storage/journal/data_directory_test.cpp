#include "storage/data_directory.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/storage/support/samples.hpp"

namespace regard::storage {
namespace {

using samples::must;
using samples::TemporaryDirectory;

// Whether a process of its own can open the directory.
bool another_process_can_open(const std::filesystem::path& path) {
  const pid_t child = fork();
  if (child == 0) _exit(DataDirectory::open(path) ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_CASE("a data directory is made when it is not there, private, and names its database") {
  TemporaryDirectory parent;
  const auto path = parent.path() / "a" / "b";
  const auto directory = must(DataDirectory::open(path));
  CHECK(std::filesystem::status(path).permissions() == std::filesystem::perms::owner_all);
  CHECK(directory.database_path() == (path / "regard.db").string());
}

TEST_CASE("whatever is deleted in a data directory, nobody else gets it meanwhile") {
  const TemporaryDirectory temporary;
  const auto path = std::filesystem::path(temporary.path()) / "data";
  const auto held = DataDirectory::open(path);
  REQUIRE(held);
  for (const auto& entry : std::filesystem::directory_iterator(path)) std::filesystem::remove_all(entry.path());
  CHECK_FALSE(DataDirectory::open(path));
}

TEST_CASE("one process holds a data directory, and the next may have it afterwards") {
  TemporaryDirectory parent;
  const auto path = parent.path() / "data";
  {
    const auto held = must(DataDirectory::open(path));
    CHECK_FALSE(another_process_can_open(path));
    const auto second = DataDirectory::open(path);
    REQUIRE_FALSE(second);
    CHECK(second.error().reason == "the data directory " + path.string() + " is in use by another Regard server");
  }
  CHECK(another_process_can_open(path));
}

TEST_CASE("a lock goes with the object that was moved to") {
  TemporaryDirectory parent;
  const auto path = parent.path() / "data";
  auto first = must(DataDirectory::open(path));
  {
    const DataDirectory second(std::move(first));
    CHECK_FALSE(another_process_can_open(path));
  }
  CHECK(another_process_can_open(path));
}

TEST_CASE("a place where no directory can be is refused in one sentence") {
  TemporaryDirectory parent;
  const auto file = parent.path() / "file";
  std::ofstream(file) << "x";
  const auto directory = DataDirectory::open(file / "data");
  REQUIRE_FALSE(directory);
  CHECK_THAT(directory.error().reason, Catch::Contains("cannot be created: Not a directory"));
  CHECK_FALSE(DataDirectory::open(file));
}

}  // namespace
}  // namespace regard::storage

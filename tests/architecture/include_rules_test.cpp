#include "tests/architecture/include_rules.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace regard::architecture {
namespace {

bool is_refused(const std::string& path, const std::string& line) {
  return !violations({{path, "#pragma once\n" + line + "\n"}}).empty();
}

TEST_CASE("the sources keep the dependency rule") {
  for (const std::string& violation : violations(read_sources(REGARD_SOURCE_DIR))) FAIL_CHECK(violation);
}

TEST_CASE("the sources of every layer are read") {
  const auto files = read_sources(REGARD_SOURCE_DIR);
  for (const char* path :
       {"observer/interview/interview_book.cpp", "observer/ports/journal.hpp", "proto/regard/v1/envelope.proto"}) {
    CHECK(std::ranges::any_of(files, [&](const SourceFile& file) { return file.path == path; }));
  }
}

TEST_CASE("a violation is told with file, line and reason") {
  const auto found = violations({{"storage/journal/chain.hpp", "#pragma once\n\n#include <sqlite3.h>\n"}});
  REQUIRE(found.size() == 1);
  CHECK(found.front() == "storage/journal/chain.hpp:3 includes sqlite3.h: the journal knows no engine");
}

TEST_CASE("the domain includes no sockets, engine, threads, clock or other layer") {
  for (const char* line :
       {"#include <boost/asio.hpp>", "#include <sqlite3.h>", "#include <thread>", "#include <mutex>",
        "#include <chrono>", "#include <atomic>", "#include <condition_variable>", "#include <future>",
        "#include \"gateway/recorder.hpp\"", "#include \"storage/chain.hpp\"", "  #  include <thread>"}) {
    INFO(line);
    CHECK(is_refused("observer/interview.cpp", line));
    CHECK(is_refused("observer/ports/journal.hpp", line));
  }
  CHECK_FALSE(is_refused("observer/interview.cpp", "#include \"observer/uuid.hpp\""));
  CHECK_FALSE(is_refused("observer/interview.cpp", "#include <string>"));
  CHECK_FALSE(is_refused("observer/interview.cpp", "#include \"regard/v1/envelope.pb.h\""));
}

TEST_CASE("storage includes neither the gateway nor Boost") {
  CHECK(is_refused("storage/sqlite_store.cpp", "#include \"gateway/feed.hpp\""));
  CHECK(is_refused("storage/sqlite_store.cpp", "#include <boost/asio.hpp>"));
  CHECK_FALSE(is_refused("storage/sqlite_store.cpp", "#include <sqlite3.h>"));
  CHECK_FALSE(is_refused("storage/sqlite_store.cpp", "#include \"observer/ports/journal.hpp\""));
}

TEST_CASE("the gateway includes storage in its main and its commands only, and the engine nowhere") {
  CHECK(is_refused("gateway/recorder.cpp", "#include \"storage/sqlite_store.hpp\""));
  CHECK(is_refused("gateway/recorder.cpp", "#include <sqlite3.h>"));
  CHECK_FALSE(is_refused("gateway/main.cpp", "#include \"storage/sqlite_store.hpp\""));
  CHECK_FALSE(is_refused("gateway/commands/verify.cpp", "#include \"storage/verify.hpp\""));
  CHECK(is_refused("gateway/main.cpp", "#include <sqlite3.h>"));
}

TEST_CASE("the simulator includes the schema, WebSocket++ and itself, nothing else of the project") {
  const std::string file = "gateway/simulator/player.cpp";
  CHECK(is_refused(file, "#include \"gateway/frame_codec.hpp\""));
  CHECK(is_refused(file, "#include \"observer/uuid.hpp\""));
  CHECK(is_refused(file, "#include \"storage/chain.hpp\""));
  CHECK(is_refused(file, "#include <boost/beast.hpp>"));
  CHECK(is_refused(file, "#include <boost/beast/core.hpp>"));
  CHECK_FALSE(is_refused(file, "#include \"gateway/simulator/scenario.hpp\""));
  CHECK_FALSE(is_refused(file, "#include \"regard/v1/frame.pb.h\""));
  CHECK_FALSE(is_refused(file, "#include <websocketpp/client.hpp>"));
}

TEST_CASE("the schema imports nothing but itself") {
  CHECK(is_refused("proto/regard/v1/frame.proto", "import \"observer/data.proto\";"));
  CHECK_FALSE(is_refused("proto/regard/v1/frame.proto", "import \"regard/v1/envelope.proto\";"));
}

}  // namespace
}  // namespace regard::architecture

#include "tests/architecture/rooms.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace regard::architecture {
namespace {

const std::vector<SourceFile>& product() {
  static const std::vector<SourceFile> kProduct = read_sources(REGARD_SOURCE_DIR);
  return kProduct;
}

bool is_refused(const std::string& path, const std::string& line) {
  return !forbidden_references({{path, "#pragma once\n" + line + "\n"}}).empty();
}

TEST_CASE("every source stands in a room, and names only what its room may know") {
  for (const std::string& found : forbidden_references(product())) FAIL_CHECK(found);
}

TEST_CASE("every file is used") {
  for (const std::string& path : unused_files(product())) FAIL_CHECK(path << " is used by nothing");
}

TEST_CASE("every room of the table has files, and nothing that it may know is missing") {
  for (const Room& room : rooms()) {
    INFO(room.folder);
    CHECK(std::ranges::any_of(product(), [&](const SourceFile& file) { return room_of(file.path) == &room; }));
    for (const std::string_view known : room.may_know) {
      INFO(known);
      CHECK(std::ranges::any_of(product(), [&](const SourceFile& file) { return file.path.starts_with(known); }));
    }
  }
}

TEST_CASE("sources of every sort are read") {
  for (const char* path : {"observer/recordings/recordings.cpp", "observer/ports/journal.hpp",
                           "proto/regard/v1/envelope.proto", "web/src/main.ts", "web/src/App.svelte"}) {
    CHECK(std::ranges::any_of(product(), [&](const SourceFile& file) { return file.path == path; }));
  }
}

TEST_CASE("a violation is told with file, line and reason") {
  const auto found = forbidden_references({{"storage/journal/chain.hpp", "#pragma once\n\n#include <sqlite3.h>\n"}});
  REQUIRE(found.size() == 1);
  CHECK_THAT(found.front(),
             Catch::StartsWith("storage/journal/chain.hpp:3 names sqlite3.h: storage/journal/ is the chain"));
}

TEST_CASE("a file in a folder that the table does not know is told") {
  CHECK(forbidden_references({{"cellar/wine.hpp", ""}}).size() == 1);
}

TEST_CASE("the domain knows no sockets, engine, threads, clock, frames, HTTP bodies or other layer") {
  for (const char* line :
       {"#include <boost/asio.hpp>", "#include <sqlite3.h>", "#include <thread>", "#include <mutex>",
        "#include <chrono>", "#include <atomic>", "#include <condition_variable>", "#include <future>",
        "#include \"gateway/live/live.hpp\"", "#include \"storage/journal/chain.hpp\"", "  #  include <thread>",
        "#include \"regard/v1/frame.pb.h\"", "#include \"regard/v1/api/interviews.pb.h\""}) {
    INFO(line);
    for (const char* path : {"observer/uuid.hpp", "observer/interview/interview.cpp", "observer/ports/journal.hpp",
                             "observer/recording/recorder.cpp", "observer/recordings/recordings.hpp"}) {
      CHECK(is_refused(path, line));
    }
  }
  CHECK_FALSE(is_refused("observer/interview/interview.cpp", "#include \"observer/uuid.hpp\""));
  CHECK_FALSE(is_refused("observer/interview/interview.cpp", "#include <string>"));
  CHECK_FALSE(is_refused("observer/interview/interview.cpp", "#include \"regard/v1/interview.pb.h\""));
}

TEST_CASE("arrows between rooms of the domain point one way") {
  CHECK(is_refused("observer/interview/holds.cpp", "#include \"observer/marking/marking.hpp\""));
  CHECK(is_refused("observer/kinds/kind.hpp", "#include \"observer/recordings/kind_table.hpp\""));
  CHECK(is_refused("observer/recordings/recordings.cpp", "#include \"observer/recording/feed.hpp\""));
  CHECK_FALSE(is_refused("observer/recording/recorder.cpp", "#include \"observer/recordings/recordings.hpp\""));
}

TEST_CASE("the journal knows no engine, and the engine no gateway") {
  CHECK(is_refused("storage/journal/linker.cpp", "#include \"storage/sqlite/schema.hpp\""));
  CHECK(is_refused("storage/sqlite/schema.cpp", "#include \"gateway/live/live.hpp\""));
  CHECK(is_refused("storage/sqlite/schema.cpp", "#include <boost/asio.hpp>"));
  CHECK_FALSE(is_refused("storage/sqlite/schema.cpp", "#include <sqlite3.h>"));
}

TEST_CASE("transport knows neither resources nor the domain, the live rooms no socket and no thread") {
  CHECK(is_refused("gateway/transport/server.cpp", "#include \"gateway/http/router.hpp\""));
  CHECK(is_refused("gateway/transport/server.cpp", "#include \"observer/uuid.hpp\""));
  CHECK(is_refused("gateway/live/live_session.cpp", "#include <boost/asio/post.hpp>"));
  CHECK(is_refused("gateway/live/live_session.cpp", "#include <thread>"));
  CHECK(is_refused("gateway/live/live_session.cpp", "#include \"gateway/transport/server.hpp\""));
}

TEST_CASE("the gateway knows storage in its commands only, and the engine nowhere") {
  CHECK(is_refused("gateway/live/live.cpp", "#include \"storage/journal/engine.hpp\""));
  CHECK(is_refused("gateway/http/router.cpp", "#include <sqlite3.h>"));
  CHECK_FALSE(is_refused("gateway/commands/verify.cpp", "#include \"storage/journal/verify.hpp\""));
  CHECK(is_refused("gateway/commands/serve.cpp", "#include <sqlite3.h>"));
}

TEST_CASE("the simulator knows the schema, WebSocket++ and itself, nothing else of the project") {
  const std::string file = "gateway/simulator/player.cpp";
  CHECK(is_refused(file, "#include \"gateway/live/frame_codec.hpp\""));
  CHECK(is_refused(file, "#include \"observer/uuid.hpp\""));
  CHECK(is_refused(file, "#include <boost/beast/core.hpp>"));
  CHECK_FALSE(is_refused(file, "#include \"gateway/simulator/scenario.hpp\""));
  CHECK_FALSE(is_refused(file, "#include \"regard/v1/frame.pb.h\""));
  CHECK_FALSE(is_refused(file, "#include <websocketpp/client.hpp>"));
}

TEST_CASE("the stored schema knows nothing of frames' users, and nothing but itself") {
  CHECK(is_refused("proto/regard/v1/frame.proto", "import \"observer/data.proto\";"));
  CHECK_FALSE(is_refused("proto/regard/v1/frame.proto", "import \"regard/v1/envelope.proto\";"));
}

TEST_CASE("a header that only its own source includes, and a source that is not compiled, are unused") {
  const std::vector<SourceFile> files = {
      {"observer/CMakeLists.txt", "add_library(x kinds/used.cpp)"},
      {"observer/kinds/used.hpp", ""},
      {"observer/kinds/used.cpp", "#include \"observer/kinds/used.hpp\""},
      {"observer/kinds/left.cpp", "#include \"observer/kinds/used.hpp\""},
      {"observer/kinds/alone.hpp", "#include \"observer/kinds/used.hpp\""},
  };
  CHECK(unused_files(files) == std::vector<std::string>{"observer/kinds/left.cpp", "observer/kinds/alone.hpp"});
}

TEST_CASE("a page's module that nothing imports is unused") {
  const std::vector<SourceFile> files = {
      {"web/src/main.ts", "import App from './App.svelte';\nimport './styles/base.css';"},
      {"web/src/App.svelte", "import { a } from './words/a';"},
      {"web/src/styles/base.css", ""},
      {"web/src/words/a.ts", ""},
      {"web/src/words/b.ts", "import { a } from './a';"},
  };
  CHECK(unused_files(files) == std::vector<std::string>{"web/src/words/b.ts"});
}

}  // namespace
}  // namespace regard::architecture

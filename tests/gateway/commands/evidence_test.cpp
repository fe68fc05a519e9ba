// Keys, checkpoints and receipts, as the IT team, an auditor and a candidate use them.
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "tests/gateway/commands/program.hpp"
#include "tests/hostile/client.hpp"
#include "tests/hostile/wire.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_directory.hpp"

namespace regard::tests {
namespace {

using hostile::Client;
using nlohmann::json;

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

// An interview that was recorded and closed, and the server after it.
class Recorded {
 public:
  Recorded() { run(); }

  void run() {
    server.emplace(data.path() / "data", ServerOptions{.arguments = {"--checkpoint-copy", copies.string()}});
    Client platform{server->port(), Client::Token{server->token()}};
    interview = hostile::new_uuid();
    platform.publish(interview, hostile::opening(v1::CHANNEL_PHONE));
    v1::EventBody closing;
    closing.mutable_interview_closed();
    platform.publish(interview, closing);
    sophie = hostile::sign_in(server->port(), "sophie.leroy");
  }
  void stop() { REQUIRE(server->stop(std::chrono::seconds(30)) == 0); }
  void start() { server.emplace(data.path() / "data"); }
  hostile::Answer get(const std::string& path, const std::string& cookie) const {
    return hostile::get(server->port(), path, cookie);
  }
  [[nodiscard]] std::string key(const std::string& options = "") const {
    const std::string said = tests::run("key " + options + " --data " + quoted(data.path() / "data")).said;
    return said.substr(0, said.find('\n'));
  }
  [[nodiscard]] Outcome verify(const std::string& arguments) const {
    return tests::run("verify " + quoted(database) + " " + arguments);
  }
  void tamper(const std::string& sql) const { tamper_with(database, sql); }
  void tamper_with_trail(const std::string& sql) const { tamper_with(database.parent_path() / "trail.db", sql); }
  static void tamper_with(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
    CHECK(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
  }

  TemporaryDirectory data;
  const std::filesystem::path database = data.path() / "data" / "regard.db";
  const std::filesystem::path copies = data.path() / "copies";
  std::optional<ServerProcess> server;
  std::string interview;
  std::string sophie;
};

}  // namespace

TEST_CASE("with the key and the checkpoints that were kept elsewhere a database is what was recorded, or not") {
  Recorded recorded;
  recorded.stop();
  const std::string with_copies = "--key " + recorded.key() + " --checkpoints " + quoted(recorded.copies);
  CHECK_THAT(recorded.verify("").said, Catch::Contains("Not checked against signed checkpoints"));
  const auto beside = recorded.verify("--key " + recorded.key()).said;
  CHECK_THAT(beside, Catch::Contains("checkpoints hold"));
  CHECK_THAT(beside, Catch::Contains("whoever can write there may have removed the newest"));
  // Of a server that had another key or name before.
  const std::string earlier = "--key PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW ";
  CHECK(recorded.verify(earlier + with_copies).exit_code == 0);
  const auto sound = recorded.verify(with_copies);
  CHECK(sound.exit_code == 0);
  CHECK_THAT(sound.said, Catch::Contains("checkpoints hold: the first 4 events are what was recorded by 20"));
  recorded.tamper(
      "DELETE FROM event WHERE row = 4; UPDATE index_progress SET indexed_row = 3;"
      "DELETE FROM event_index WHERE last_sequence = 2");
  const auto cut = recorded.verify(with_copies);
  CHECK(cut.exit_code == 1);
  CHECK_THAT(cut.said, Catch::Contains("events were cut off, 3 are left"));
}

TEST_CASE("checkpoints that another server copies to the same file are its own concern") {
  Recorded recorded;
  recorded.stop();
  Recorded neighbour;
  neighbour.stop();
  std::ofstream(recorded.copies, std::ios::app) << text_of(neighbour.copies);
  const std::string copies = " --checkpoints " + quoted(recorded.copies);
  for (const Recorded* one : {&recorded, &neighbour}) {
    const auto sound = one->verify("--key " + one->key() + copies);
    CHECK(sound.exit_code == 0);
    CHECK_THAT(sound.said, Catch::Contains("have another server's name: left alone"));
  }
  std::ofstream(recorded.copies) << text_of(neighbour.copies);
  CHECK_THAT(recorded.verify("--key " + recorded.key() + copies).said, Catch::Contains("none of the checkpoints"));
}

TEST_CASE("a server that has got another name has the same key: either name verifies all checkpoints") {
  Recorded recorded;
  recorded.stop();
  recorded.server.emplace(
      recorded.database.parent_path(),
      ServerOptions{.arguments = {"--origin", "regard.example.org", "--checkpoint-copy", recorded.copies.string()}});
  recorded.stop();
  for (const std::string& key : {recorded.key(), recorded.key("--origin regard.example.org")}) {
    const auto sound = recorded.verify("--key " + key + " --checkpoints " + quoted(recorded.copies));
    CHECK(sound.exit_code == 0);
    CHECK_THAT(sound.said, Catch::Contains("All 2 checkpoints hold"));
  }
}

TEST_CASE("what cannot be believed is refused in words") {
  Recorded recorded;
  recorded.stop();
  CHECK_THAT(recorded.verify("--key nonsense").said, Catch::Contains("\"nonsense\" is no key"));
  CHECK_THAT(recorded.verify("--key " + recorded.key() + " --checkpoints /nowhere").said,
             Catch::Contains("/nowhere cannot be read"));
  const std::string with_copies = "--key " + recorded.key() + " --checkpoints " + quoted(recorded.copies);
  std::ofstream(recorded.copies, std::ios::app) << "regard\n1\n\n";
  CHECK_THAT(recorded.verify(with_copies).said, Catch::Contains("1 pieces among the checkpoints are not whole"));
  CHECK(recorded.verify(with_copies).exit_code == 0);
  const std::string of_a_stranger = "\n\n\xE2\x80\x94 regard " + std::string(92, 'B') + "\n";
  std::ofstream(recorded.copies, std::ios::app) << "regard\n1" << of_a_stranger;
  CHECK_THAT(recorded.verify(with_copies).said, Catch::Contains("is not believed"));
  CHECK(run("verify").exit_code != 0);
}

TEST_CASE("a receipt of an interview is downloaded and verified offline, and against a database") {
  Recorded recorded;
  const auto receipt =
      recorded.get("/api/interviews/" + recorded.interview + "/receipts/" + recorded.interview, recorded.sophie);
  REQUIRE(receipt.status == 200);
  const auto file = recorded.data.path() / "receipt.json";
  std::ofstream(file) << receipt.body;
  const std::string verify = "verify --key " + recorded.key() + " --receipt " + quoted(file);
  const auto proved = run(verify);
  CHECK(proved.exit_code == 0);
  CHECK_THAT(proved.said, Catch::Contains("The receipt holds."));
  CHECK_THAT(proved.said,
             Catch::Contains("Recording " + recorded.interview + " had 2 events, the newest interview_closed"));
  recorded.stop();
  CHECK_THAT(recorded.verify("--key " + recorded.key() + " --receipt " + quoted(file)).said,
             Catch::Contains("The database holds them."));
  recorded.tamper("UPDATE event SET chain = zeroblob(32) WHERE row = 4");
  const auto rewritten = recorded.verify("--key " + recorded.key() + " --receipt " + quoted(file));
  CHECK(rewritten.exit_code == 1);
  CHECK_THAT(rewritten.said, Catch::Contains("BROKEN the database does not hold them: they were changed."));
  const json sound = json::parse(receipt.body);
  json moved = sound;
  moved["leaf_index"] = sound["leaf_index"].get<int>() + 1;
  json changed = sound;
  auto header = sound["header"].get<std::string>();
  header.front() = header.front() == 'A' ? 'B' : 'A';
  changed["header"] = header;
  for (const json& one : {moved, changed}) {
    std::ofstream(file) << one.dump();
    const auto refused = run(verify);
    CHECK(refused.exit_code == 1);
    CHECK_THAT(refused.said, Catch::Contains("the receipt does not hold"));
  }
}

TEST_CASE("the access trail beside a database is verified with it") {
  Recorded recorded;
  recorded.stop();
  CHECK_THAT(recorded.verify("").said, Catch::Contains("entries of the access trail, from 20"));
  recorded.tamper_with_trail("UPDATE entry SET login = 'x' WHERE number = 1");
  const auto broken = recorded.verify("");
  CHECK(broken.exit_code == 1);
  CHECK_THAT(broken.said, Catch::Contains("BROKEN the access trail: entry 1 does not follow"));
  std::filesystem::remove(recorded.database.parent_path() / "trail.db");
  CHECK_THAT(recorded.verify("").said, Catch::Contains("\nThere is no access trail beside the database."));
  const auto gone = recorded.verify("--key " + recorded.key() + " --checkpoints " + quoted(recorded.copies));
  CHECK(gone.exit_code == 1);
  CHECK_THAT(gone.said, Catch::Contains("BROKEN There is no access trail"));
}

TEST_CASE(
    "of an access trail that begins later it is said what was signed over it, and one that was emptied is broken") {
  Recorded recorded;
  recorded.stop();
  recorded.run();  // What the first run has noted is signed now.
  recorded.stop();
  const std::string with_copies = "--key " + recorded.key() + " --checkpoints " + quoted(recorded.copies);
  recorded.tamper_with_trail(
      "INSERT INTO anchor SELECT 1, number, chain FROM entry WHERE number = 1; DELETE FROM entry WHERE number = 1");
  const auto shorter = recorded.verify(with_copies);
  CHECK(shorter.exit_code == 0);
  CHECK_THAT(shorter.said, Catch::Contains("The first 1 entries of the access trail are no longer kept.") &&
                               Catch::Contains("They were noted before the checkpoint of 20"));
  CHECK_THAT(recorded.verify("").said, !Catch::Contains("They were noted"));
  recorded.tamper_with_trail(
      "INSERT OR REPLACE INTO anchor SELECT 1, max(number) + 1000, chain FROM entry; DELETE FROM entry");
  const auto emptied = recorded.verify(with_copies);
  CHECK(emptied.exit_code == 1);
  CHECK_THAT(emptied.said, Catch::Contains("BROKEN The access trail holds nothing of what was signed by 20"));
}

TEST_CASE("the server says whether what it serves verifies, to those who answer for it") {
  Recorded recorded;
  const json sound = json::parse(recorded.get("/api/evidence", recorded.sophie).body);
  CHECK(sound["key"] == recorded.key());
  CHECK(sound["copiedElsewhere"] == true);
  CHECK_FALSE(sound.contains("faultCount"));
  CHECK(recorded.get("/api/evidence", hostile::sign_in(recorded.server->port(), "claire.martin")).status == 403);
  recorded.stop();
  recorded.tamper("UPDATE event SET salt = zeroblob(length(salt)) WHERE row = 4");
  recorded.start();
  const std::string sophie = hostile::sign_in(recorded.server->port(), "sophie.leroy");
  const json damaged = json::parse(recorded.get("/api/evidence", sophie).body);
  REQUIRE(damaged["faultCount"] == "1");
  CHECK(damaged["faults"][0]["recordingId"] == recorded.interview);
  Client reader{recorded.server->port(), "sophie.leroy"};
  CHECK(reader.replay(recorded.interview).damaged());
}

TEST_CASE("whoever has a recording open is told when it turns out not to verify, or nothing does") {
  Recorded recorded;
  Client reader{recorded.server->port(), "sophie.leroy"};
  CHECK_FALSE(reader.replay(recorded.interview).damaged());
  // Only what the tree has taken in is missed. The server looks once a second.
  while (text_of(recorded.copies).find("\n4\n") == std::string::npos) std::this_thread::yield();
  const char* change = GENERATE("UPDATE event SET payload = x'00' WHERE row = 4", "DELETE FROM event WHERE row = 4");
  CAPTURE(change);
  recorded.tamper(change);
  const auto told = reader.caught_up();
  CHECK(told.recording_id() == recorded.interview);
  CHECK(told.sequence() == 2);
  CHECK(told.damaged());
}

TEST_CASE("an auditor who may write nothing verifies with key and checkpoints") {
  Recorded recorded;
  recorded.stop();
  const auto audit = recorded.data.path() / "audit";
  std::filesystem::create_directory(audit);
  for (const char* name : {"regard.db", "tree.db", "trail.db"}) {
    std::filesystem::copy_file(recorded.database.parent_path() / name, audit / name);
  }
  std::filesystem::copy_file(recorded.copies, audit / "copies");
  std::filesystem::copy_file(REGARD_SERVER, audit / "regard-server");
  // Root may write whatever the rights say.
  const std::string nobody = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
  REQUIRE(run_command("chmod a+rx " + quoted(recorded.data.path()) + " && chmod -R a+rX,a-w " + quoted(audit))
              .said.empty());
  CHECK(run_command(nobody + "touch " + quoted(audit / "new") + " 2>&1").exit_code != 0);
  const std::string verify =
      nobody + quoted(audit / "regard-server") + " verify " + quoted(audit / "regard.db") + " --key " + recorded.key();
  for (const std::string& checkpoints : {std::string(), " --checkpoints " + quoted(audit / "copies")}) {
    const auto verified = run_command(verify + checkpoints + " 2>&1");
    CAPTURE(verified.said);
    CHECK(verified.exit_code == 0);
    CHECK_THAT(verified.said, Catch::Contains("checkpoints hold: the first 4 events"));
    CHECK_THAT(verified.said, Catch::Contains("entries of the access trail"));
  }
  REQUIRE(run_command("chmod -R u+w " + quoted(audit)).exit_code == 0);
}

TEST_CASE("the key is there from the first start on, and stays") {
  const TemporaryDirectory data;
  CHECK_THAT(run("key --data " + quoted(data.path())).said, Catch::Contains("made when the server starts"));
  std::string first;
  for (int i = 0; i < 2; ++i) {
    ServerProcess server{data.path()};
    const std::string key = run("key --data " + quoted(data.path())).said;
    if (first.empty()) first = key;
    CHECK(key == first);
    REQUIRE(server.stop(std::chrono::seconds(30)) == 0);
  }
}

TEST_CASE("the key is called what the options say") {
  const TemporaryDirectory data;
  const std::string origin = "--origin regard.example.org";
  ServerProcess server{data.path(), {.arguments = {"--origin", "regard.example.org"}}};
  const std::string sophie = hostile::sign_in(server.port(), "sophie.leroy");
  const json state = json::parse(hostile::get(server.port(), "/api/evidence", sophie).body);
  const std::string key = state["key"];
  CHECK(key.starts_with("regard.example.org+"));
  CHECK_THAT(run("key " + origin + " --data " + quoted(data.path())).said, Catch::StartsWith(key + "\n"));
  CHECK_THAT(run("key --data " + quoted(data.path())).said, Catch::StartsWith("regard/"));
}

}  // namespace regard::tests

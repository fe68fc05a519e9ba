#include "tests/architecture/rooms.hpp"

#include <algorithm>

namespace regard::architecture {
namespace {

using Names = std::vector<std::string_view>;

const Names kNoThreads = {"thread", "mutex",     "shared_mutex", "atomic",     "condition_variable", "future",
                          "latch",  "semaphore", "barrier",      "stop_token", "coroutine"};
const Names kNoClock = {"chrono", "ctime", "time.h", "sys/time.h"};
const Names kNoFiles = {"fstream", "filesystem"};
const Names kNoSockets = {"boost/", "websocketpp/", "sys/socket.h"};
const Names kNoEngine = {"sqlite3"};

Names all_of(std::initializer_list<Names> lists) {
  Names all;
  for (const Names& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

// What the domain must not know.
const Names& impure() {
  static const Names kImpure =
      all_of({kNoThreads, kNoClock, kNoFiles, kNoSockets, kNoEngine, {"sodium", "spdlog/", "zlib"}});
  return kImpure;
}

const Names kStoredSchema = {"proto/regard/v1/person", "proto/regard/v1/interview", "proto/regard/v1/marking",
                             "proto/regard/v1/brief", "proto/regard/v1/envelope"};
const Names kValues = {"observer/uuid.hpp", "observer/event.hpp", "observer/refusal.hpp", "observer/field_checks.hpp",
                       "observer/text_rules.hpp"};

Names page(std::initializer_list<std::string_view> rooms) {
  return all_of({{"proto/regard/v1/", "proto/regard/v1/api/", "web/src/base/"}, Names(rooms)});
}

Names domain(std::initializer_list<std::string_view> rooms) { return all_of({kStoredSchema, kValues, Names(rooms)}); }

}  // namespace

std::span<const Room> rooms() {
  static const std::vector<Room> kRooms = {
      {"proto/regard/v1/", "the stored schema and the frames", {"proto/regard/v1/api/interviews"}, {}},
      {"proto/regard/v1/api/", "HTTP bodies", {"proto/regard/v1/"}, {}},

      {"observer/", "values that every room speaks of", kStoredSchema, impure()},
      {"observer/referential/", "the official table", {}, impure()},
      {"observer/accounts/", "people and programs that sign in", domain({}), impure()},
      {"observer/access/", "who may see and do what", domain({"observer/accounts/"}), impure()},
      {"observer/kinds/", "the words in which rooms speak of kinds of event", domain({}), impure()},
      {"observer/ports/", "what the others fill or use",
       domain({"observer/accounts/", "observer/interview/interview_summary.hpp"}), impure()},
      {"observer/interview/", "the conversation",
       domain(
           {"observer/kinds/", "observer/access/", "observer/accounts/", "observer/ports/", "observer/referential/"}),
       impure()},
      {"observer/marking/", "the marks", domain({"observer/kinds/", "observer/interview/", "observer/referential/"}),
       impure()},
      {"observer/recordings/", "the registry: one row a kind",
       domain({"observer/accounts/", "observer/kinds/", "observer/access/", "observer/interview/", "observer/marking/",
               "observer/ports/", "observer/referential/"}),
       impure()},
      {"observer/recording/", "the recording core: domain types in and out",
       domain({"observer/accounts/", "observer/kinds/", "observer/ports/", "observer/recordings/"}), impure()},

      {"storage/", "the data directory", {"observer/ports/store_failure.hpp"}, all_of({kNoSockets, kNoEngine})},
      {"storage/journal/",
       "the chain, linking, group commit and verification, whatever the engine",
       {"observer/", "proto/regard/v1/"},
       all_of({kNoSockets, kNoEngine})},
      {"storage/sqlite/",
       "the engine",
       {"storage/journal/", "observer/", "proto/regard/v1/"},
       all_of({kNoSockets, {"sodium"}})},
      {"storage/evidence/",
       "what convinces a stranger: the tree over the journal, signed checkpoints, receipts",
       {"storage/journal/", "storage/sqlite/", "observer/", "proto/regard/v1/"},
       kNoSockets},
      {"storage/trail/",
       "who did what: the access trail, in a file of its own",
       {"storage/journal/", "storage/sqlite/", "observer/"},
       kNoSockets},
      {"storage/catalogue/",
       "the read model",
       {"storage/journal/", "storage/sqlite/", "observer/", "proto/regard/v1/"},
       kNoSockets},

      {"gateway/", "the entry", {"gateway/commands/"}, kNoEngine},
      {"gateway/system/",
       "what the operating system allows and tells",
       {"observer/ports/", "observer/uuid.hpp"},
       kNoEngine},
      {"gateway/transport/", "sockets and HTTP messages: no resource, no account, no domain", {}, all_of({kNoEngine})},
      {"gateway/delivery/", "what leaves the machine by itself: checkpoints", {}, kNoEngine},
      {"gateway/accounts/", "signing in, and who may",
       domain({"observer/accounts/", "observer/ports/", "observer/recordings/kind_table.hpp",
               "gateway/transport/coroutine.hpp", "proto/regard/v1/api/administration"}),
       kNoEngine},
      {"gateway/views/", "interviews as somebody may see them",
       domain({"observer/access/", "observer/interview/interview_summary.hpp", "proto/regard/v1/api/"}),
       all_of({kNoSockets, kNoEngine, kNoThreads})},
      {"gateway/live/",
       "the protocol regard.v1: no socket, no thread",
       {"gateway/transport/connection.hpp", "gateway/views/", "observer/", "proto/regard/v1/"},
       all_of({kNoSockets, kNoEngine, kNoThreads})},
      {"gateway/http/",
       "a router, and a file a resource",
       {"gateway/transport/", "gateway/accounts/", "gateway/views/", "gateway/live/", "observer/", "proto/regard/v1/"},
       kNoEngine},
      // The composition root: the only rooms that know both gateway and storage, and not the engine either.
      {"gateway/commands/",
       "what the program does",
       {"gateway/", "observer/", "storage/", "proto/regard/v1/"},
       kNoEngine},
      {"gateway/simulator/",
       "a client of its own: shares the schema with the server and nothing else",
       {"proto/regard/v1/"},
       {"boost/beast", "sqlite3"}},

      // Pages. The schema is generated for them too.
      {"web/src/base/", "small tools that know nothing of Regard", {}, {}},
      {"web/src/words/", "languages and texts", {"web/src/base/"}, {}},
      {"web/src/referential/", "the official table", {"web/src/base/"}, {}},
      {"web/src/copies/", "what is kept of the server's words for an outage", page({}), {"svelte"}},
      {"web/src/link/",
       "the server: HTTP, the WebSocket, its clock",
       page({"web/src/referential/", "web/src/copies/"}),
       {"svelte"}},
      {"web/src/outbox/", "what is kept until it is acknowledged", page({"web/src/link/"}), {"svelte"}},
      {"web/src/recordings/",
       "what a recording's events amount to",
       page({"web/src/link/", "web/src/outbox/", "web/src/copies/"}),
       {"svelte"}},
      {"web/src/marking/", "what marks amount to, and how they are made", page({"web/src/outbox/"}), {"svelte"}},
      {"web/src/evidence/", "what receipts prove, without the server", {"web/src/base/"}, {"svelte"}},
      {"web/src/interviews/", "the list of interviews", page({"web/src/link/"}), {"svelte"}},
      {"web/src/session/",
       "what lives as long as somebody is signed in",
       page({"web/src/link/", "web/src/outbox/", "web/src/copies/", "web/src/recordings/"}),
       {"svelte"}},
      {"web/src/navigation/", "where the reader is", page({"web/src/link/", "web/src/session/"}), {}},
      {"web/src/components/",
       "what pages share",
       page({"web/src/words/", "web/src/referential/", "web/src/link/", "web/src/outbox/", "web/src/recordings/",
             "web/src/marking/", "web/src/session/", "web/src/navigation/"}),
       {}},
      {"web/src/pages/",
       "a folder a page",
       page({"web/src/components/", "web/src/words/", "web/src/referential/", "web/src/link/", "web/src/outbox/",
             "web/src/recordings/", "web/src/marking/", "web/src/interviews/", "web/src/evidence/", "web/src/session/",
             "web/src/navigation/"}),
       {}},
      {"web/src/app/", "which page is shown", {"web/src/"}, {}},
      {"web/src/styles/", "colours, sizes, controls", {}, {}},
      {"web/worker/", "the pages when the server cannot be reached", {}, {"svelte"}},
      {"web/src/", "the entry", {"web/src/", "proto/regard/v1/"}, {}},
  };
  return kRooms;
}

const Room* room_of(std::string_view path) {
  const Room* best = nullptr;
  for (const Room& room : rooms()) {
    if (path.starts_with(room.folder) && (best == nullptr || room.folder.size() > best->folder.size())) best = &room;
  }
  return best;
}

namespace {

// "sqlite3" stands for sqlite3.h too, "boost/" for everything below it; "time.h" does not stand for "time.hpp".
bool stands_for(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with('/')) return name.starts_with(pattern);
  return name == pattern || name == std::string(pattern) + ".h" || name == std::string(pattern) + ".hpp" ||
         name.starts_with(std::string(pattern) + "/");
}

// A folder stands for itself, not for a room of its own below it.
bool is_allowed(const Room& from, const std::string& name) {
  const Room* to = room_of(name);
  if (to == &from) return true;
  return std::ranges::any_of(from.may_know, [&](std::string_view known) {
    if (!known.ends_with('/')) return name == known || name.starts_with(std::string(known) + ".");
    const bool is_whole_layer = std::ranges::count(known, '/') == 1 || known == "web/src/";
    return name.starts_with(known) && (is_whole_layer || to == nullptr || to->folder.starts_with(known));
  });
}

bool is_forbidden(const Room& room, const Reference& reference) {
  if (reference.is_ours) return !is_allowed(room, reference.name);
  return std::ranges::any_of(room.must_not_know,
                             [&](std::string_view pattern) { return stands_for(pattern, reference.name); });
}

}  // namespace

std::vector<std::string> forbidden_references(const std::vector<SourceFile>& files) {
  std::vector<std::string> found;
  for (const SourceFile& file : files) {
    if (file.path.ends_with("CMakeLists.txt")) continue;
    const Room* room = room_of(file.path);
    if (room == nullptr) {
      found.push_back(file.path + " stands in no room of the table");
      continue;
    }
    for (const Reference& reference : references_in(file)) {
      if (!is_forbidden(*room, reference)) continue;
      found.push_back(file.path + ":" + std::to_string(reference.line) + " names " + reference.name + ": " +
                      std::string(room->folder) + " is " + std::string(room->reason));
    }
  }
  return found;
}

}  // namespace regard::architecture

#include "gateway/commands/verify_receipt.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "gateway/commands/read_keys.hpp"
#include "gateway/commands/say.hpp"
#include "observer/kinds/kind.hpp"
#include "storage/evidence/note.hpp"
#include "storage/evidence/receipt.hpp"
#include "storage/sqlite/sqlite_reader.hpp"

namespace regard::gateway {
namespace {

std::expected<storage::Proved, std::string> prove(const VerifyOptions& options) {
  const auto keys = read_keys(options.keys);
  if (!keys) return std::unexpected(keys.error());
  std::ifstream file(options.receipt_file, std::ios::binary);
  if (!file) return std::unexpected("the receipt " + options.receipt_file + " cannot be read");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto receipt = storage::read_receipt(text);
  if (!receipt) return std::unexpected(receipt.error());
  return with_any(*keys, [&](const storage::VerifierKey& key) { return storage::check_receipt(*receipt, key); });
}

void say_where(const storage::Proved& proved) {
  if (!proved.checkpoint) {
    std::printf(
        "The server has signed this at %s, of this recording alone: a later receipt proves the whole journal.\n",
        proved.time.c_str());
    return;
  }
  std::printf("They were in the journal of %s when its checkpoint over %llu events was signed, at %s.\n",
              proved.checkpoint->origin.c_str(), static_cast<unsigned long long>(proved.checkpoint->size),
              proved.time.c_str());
}

// Whether the database holds the recording as the receipt has it; returns the exit code.
int hold_against(const storage::Proved& proved, const std::string& database_path) {
  auto reader = storage::SqliteReader::open({.database_path = database_path});
  if (!reader) return fail(reader.error().reason);
  const auto found = (*reader)->find(proved.header.recording_id, proved.header.sequence);
  if (!found) return fail("the database " + database_path + " is damaged: " + found.error().reason);
  if (*found && (**found).event.chain == proved.link) {
    std::printf("The database holds them.\n");
    return 0;
  }
  std::printf("BROKEN the database does not hold them: they were %s.\n", *found ? "changed" : "removed");
  return 1;
}

}  // namespace

int verify_receipt(const VerifyOptions& options) {
  const auto proved = prove(options);
  if (!proved) return fail("the receipt does not hold: " + proved.error());
  const observer::EventHeader& header = proved->header;
  std::printf("The receipt holds.\n");
  std::printf("Recording %s had %llu events, the newest %s of %s, by account %s.\n",
              header.recording_id.to_string().c_str(), static_cast<unsigned long long>(header.sequence),
              observer::kind_name(static_cast<observer::Kind>(header.kind)).c_str(),
              storage::utc_time(header.server_wall_ns).c_str(), header.author.account_id.to_string().c_str());
  say_where(*proved);
  return options.database_path.empty() ? 0 : hold_against(*proved, options.database_path);
}

}  // namespace regard::gateway

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gateway/commands/commands.hpp"
#include "gateway/commands/read_keys.hpp"
#include "gateway/commands/say.hpp"
#include "gateway/commands/verify_receipt.hpp"
#include "gateway/system/system_clock.hpp"
#include "storage/data_directory.hpp"
#include "storage/evidence/checkpoint_audit.hpp"
#include "storage/evidence/kept_notes.hpp"
#include "storage/evidence/note.hpp"
#include "storage/journal/verify.hpp"
#include "storage/sqlite/sqlite_reader.hpp"
#include "storage/trail/trail_database.hpp"

namespace regard::gateway {
namespace {

template <typename T>
using Or = std::expected<T, std::string>;

std::string tree_beside(const VerifyOptions& options) {
  const auto directory = std::filesystem::path(options.database_path).parent_path();
  return storage::DataDirectory::tree_path(directory).string();
}

Or<storage::Notes> read_notes(const VerifyOptions& options) {
  if (options.checkpoints_file.empty()) {
    auto notes = storage::kept_notes(tree_beside(options));
    if (!notes) return std::unexpected(notes.error().reason + ": name a file of checkpoints with --checkpoints");
    return storage::Notes{.whole = *std::move(notes)};
  }
  std::ifstream file(options.checkpoints_file, std::ios::binary);
  if (!file) return std::unexpected("the checkpoints " + options.checkpoints_file + " cannot be read");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return storage::split_notes(text);
}

// Under a name that none of the keys has: another server copies to the same file.
bool is_of_another(const std::string& note, const std::vector<storage::VerifierKey>& keys) {
  const auto checkpoint = storage::read_unsigned(note);
  return checkpoint &&
         std::ranges::none_of(keys, [&](const storage::VerifierKey& key) { return key.name == checkpoint->origin; });
}

// Those of the keys; the error is about the first that is not believed.
Or<std::vector<storage::Checkpoint>> read_checkpoints(const VerifyOptions& options) {
  if (options.keys.empty()) return {};
  const auto keys = read_keys(options.keys);
  if (!keys) return std::unexpected(keys.error());
  const auto notes = read_notes(options);
  if (!notes) return std::unexpected(notes.error());
  if (notes->whole.empty()) return std::unexpected("there are no checkpoints to verify against");
  if (notes->fragment_count > 0) {
    std::printf("%zu pieces among the checkpoints are not whole, and prove nothing.\n", notes->fragment_count);
  }
  std::vector<storage::Checkpoint> checkpoints;
  std::size_t others_count = 0;
  for (const std::string& note : notes->whole) {
    auto checkpoint =
        with_any(*keys, [&](const storage::VerifierKey& key) { return storage::open_own_note(note, key.key); });
    if (!checkpoint && is_of_another(note, *keys)) {
      ++others_count;
      continue;
    }
    if (!checkpoint) {
      return std::unexpected("checkpoint " + std::to_string(checkpoints.size() + 1) + " is not believed: " +
                             checkpoint.error() + "; if the key was replaced, give each with a --key of its own");
    }
    checkpoints.push_back(*std::move(checkpoint));
  }
  if (others_count > 0) std::printf("%zu checkpoints have another server's name: left alone.\n", others_count);
  if (checkpoints.empty()) return std::unexpected("none of the checkpoints is signed with the key");
  return checkpoints;
}

std::vector<storage::SignedTrailHead> trail_heads_in(const std::vector<storage::Checkpoint>& checkpoints) {
  std::vector<storage::SignedTrailHead> heads;
  for (const storage::Checkpoint& checkpoint : checkpoints) {
    if (checkpoint.trail) heads.push_back({{checkpoint.trail->number, checkpoint.trail->chain}, checkpoint.time});
  }
  std::ranges::sort(heads, {}, &storage::SignedTrailHead::time);
  return heads;
}

void say_counts(const storage::VerifyReport& report) {
  std::printf(
      "%llu recordings, %llu events, %llu of them erased\n", static_cast<unsigned long long>(report.recording_count),
      static_cast<unsigned long long>(report.event_count), static_cast<unsigned long long>(report.erased_count));
}

void say_faults(const storage::VerifyReport& report) {
  for (const auto& fault : report.chain_faults) {
    std::printf("BROKEN recording %s, event %llu: %s\n", fault.recording_id.to_string().c_str(),
                static_cast<unsigned long long>(fault.sequence), fault.what.c_str());
  }
  for (const auto& fault : report.structure_faults) std::printf("BROKEN %s\n", fault.c_str());
}

void say_what_holds(const storage::CheckpointAudit::Finding& finding, const VerifyOptions& options) {
  std::printf("Every chain holds.\n");
  if (!finding.newest_held) {
    std::printf(
        "Not checked against signed checkpoints: whoever can write the file may have made the chains anew, or cut "
        "events off. `verify --key KEY --checkpoints FILE` finds that.\n");
    return;
  }
  std::printf("All %zu checkpoints hold: the first %llu events are what was recorded by %s.\n", finding.held_count,
              static_cast<unsigned long long>(finding.newest_held->size), finding.newest_held->time.c_str());
  if (!options.checkpoints_file.empty()) return;
  std::printf(
      "They were read from %s: whoever can write there may have removed the newest. Those that were kept elsewhere, "
      "with "
      "--checkpoints FILE, find that.\n",
      tree_beside(options).c_str());
}

// What is no longer kept.
void say_removed(const storage::TrailReport& report) {
  if (report.removed_number == 0) return;
  std::printf("The first %lld entries of the access trail are no longer kept.\n",
              static_cast<long long>(report.removed_number));
  if (report.removed_signed_time.empty() || !report.faults.empty()) return;
  std::printf(
      "They were noted before the checkpoint of %s was signed. The server removes only what is older than its "
      "--trail-days: if that checkpoint is older, they were over their term; if it is younger, it does not say whether "
      "they were.\n",
      report.removed_signed_time.c_str());
}

// Whether nothing is left of what was signed, though it was not over its term: that is a fault.
bool say_gone(const storage::TrailReport& report, const VerifyOptions& options) {
  if (report.gone_signed_time.empty()) return false;
  const std::chrono::nanoseconds term = std::chrono::days(options.trail_days);
  const bool is_over = report.gone_signed_time < storage::utc_time(SystemClock().wall_ns() - term.count());
  std::printf("%sThe access trail holds nothing of what was signed by %s, %s over its term of %d days.\n",
              is_over ? "" : "BROKEN ", report.gone_signed_time.c_str(), is_over ? "which is" : "which is not",
              options.trail_days);
  return !is_over;
}

// The access trail beside the database; how many faults it has.
std::uint64_t say_trail(const VerifyOptions& options, const std::vector<storage::SignedTrailHead>& signed_heads) {
  const auto directory = std::filesystem::path(options.database_path).parent_path();
  const std::string path = storage::DataDirectory::trail_path(directory).string();
  if (!std::filesystem::exists(path)) {
    std::printf("%sThere is no access trail beside the database.\n", signed_heads.empty() ? "" : "BROKEN ");
    return signed_heads.empty() ? 0 : 1;
  }
  const auto report = storage::verify_trail(path, signed_heads);
  if (!report) {
    std::printf("BROKEN %s\n", report.error().reason.c_str());
    return 1;
  }
  for (const std::string& fault : report->faults) std::printf("BROKEN %s\n", fault.c_str());
  const std::string since =
      report->entry_count == 0 ? "" : ", from " + storage::utc_time(report->first_wall_ns) + " on";
  std::printf("%llu entries of the access trail%s%s\n", static_cast<unsigned long long>(report->entry_count),
              since.c_str(), signed_heads.empty() ? "; not checked against signed checkpoints" : "");
  say_removed(*report);
  return report->faults.size() + (say_gone(*report, options) ? 1 : 0);
}

int verify_database(const VerifyOptions& options) {
  auto checkpoints = read_checkpoints(options);
  if (!checkpoints) return fail(checkpoints.error());
  auto reader = storage::SqliteReader::open({.database_path = options.database_path});
  if (!reader) return fail(reader.error().reason);
  const auto trail_heads = trail_heads_in(*checkpoints);
  storage::CheckpointAudit audit{*std::move(checkpoints)};
  const auto report = storage::verify(**reader, [&](const storage::StoredEvent& event) { audit.next(event); });
  if (!report) return fail("the database " + options.database_path + " is damaged: " + report.error().reason);
  const auto finding = audit.finish();
  say_counts(*report);
  say_faults(*report);
  for (const std::string& fault : finding.faults) std::printf("BROKEN %s\n", fault.c_str());
  const std::uint64_t fault_count = report->fault_count + finding.faults.size() + say_trail(options, trail_heads);
  if (fault_count == 0) {
    say_what_holds(finding, options);
    return 0;
  }
  std::printf("%llu faults: this database is not what was recorded.\n", static_cast<unsigned long long>(fault_count));
  return 1;
}

}  // namespace

int verify(const VerifyOptions& options) {
  return options.receipt_file.empty() ? verify_database(options) : verify_receipt(options);
}

}  // namespace regard::gateway

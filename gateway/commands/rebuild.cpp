#include <cstdio>
#include <filesystem>

#include "gateway/commands/commands.hpp"
#include "gateway/commands/say.hpp"
#include "storage/catalogue/catalogue_database.hpp"
#include "storage/data_directory.hpp"
#include "storage/sqlite/sqlite_reader.hpp"

namespace regard::gateway {

int rebuild(const RebuildOptions& options) {
  // Opening a data directory would make one.
  if (!std::filesystem::exists(options.data_directory)) {
    return fail("there is no data directory " + options.data_directory + ": nothing to make a catalogue of");
  }
  auto directory = storage::DataDirectory::open(options.data_directory);
  if (!directory) return fail(directory.error().reason);
  auto journal = storage::SqliteReader::open({.database_path = directory->database_path()});
  if (!journal) return fail(journal.error().reason);
  if (auto removed = storage::CatalogueDatabase::remove(directory->catalogue_path()); !removed) {
    return fail(removed.error().reason);
  }
  auto catalogue = storage::CatalogueDatabase::open(directory->catalogue_path(), **journal);
  if (!catalogue) return fail(catalogue.error().reason);
  auto folded = (*catalogue)->catch_up([](storage::CatalogueProgress progress) {
    std::printf("%3d %% of the journal\n", progress.percent());
    std::fflush(stdout);
  });
  if (!folded) return fail(folded.error().reason);
  const auto count = (*catalogue)->interview_count();
  if (!count) return fail(count.error().reason);
  std::printf("The catalogue lists %llu interviews.\n", static_cast<unsigned long long>(*count));
  return 0;
}

}  // namespace regard::gateway

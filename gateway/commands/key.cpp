#include <cstdio>

#include "gateway/commands/commands.hpp"
#include "gateway/commands/say.hpp"
#include "storage/data_directory.hpp"
#include "storage/evidence/note_key.hpp"

namespace regard::gateway {

int key(const KeyOptions& options) {
  const auto path = storage::DataDirectory::checkpoint_key_path(options.data_directory);
  if (!std::filesystem::exists(path)) {
    return fail("there is no key " + path.string() + " yet: it is made when the server starts for the first time");
  }
  const auto key = storage::SigningKey::load(path, options.origin);
  if (!key) return fail(key.error());
  std::printf("%s\n", key->verifier().text().c_str());
  return 0;
}

}  // namespace regard::gateway

#include <curl/curl.h>
#include <google/protobuf/stubs/logging.h>
#include <sodium.h>
#include <sys/stat.h>

#include <variant>

#include "gateway/commands/commands.hpp"
#include "gateway/commands/options.hpp"
#include "gateway/commands/say.hpp"

namespace {

using namespace regard::gateway;

int run(const ServeOptions& options) { return serve(options); }
int run(const VerifyOptions& options) { return verify(options); }
int run(const KeyOptions& options) { return key(options); }
int run(const RebuildOptions& options) { return rebuild(options); }
int run(const AccountOptions& options) { return account(options); }
int run(const Exit& exit) { return exit.code; }

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return fail("the cryptographic library cannot be initialised");
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0) return fail("the library for e-mail cannot be initialised");
  // Whoever sends what cannot be parsed is answered: it needs no line in the log as well.
  google::protobuf::SetLogHandler(nullptr);
  // What people said is for the server's own user alone.
  ::umask(S_IRWXG | S_IRWXO);
  return std::visit([](const auto& command) { return run(command); }, parse_command_line(argc, argv));
}

#pragma once

#include "gateway/commands/options.hpp"

// What the program does, one function a command. Each says what went wrong on standard error, in one sentence, and
// returns the exit code: 0 when all is well.
namespace regard::gateway {

[[nodiscard]] int serve(const ServeOptions& options);
[[nodiscard]] int verify(const VerifyOptions& options);
[[nodiscard]] int key(const KeyOptions& options);
[[nodiscard]] int rebuild(const RebuildOptions& options);
// Through the server that runs on the data directory, if one does; else on the database.
[[nodiscard]] int account(AccountOptions options);

}  // namespace regard::gateway

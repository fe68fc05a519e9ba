#pragma once

#include "gateway/commands/options.hpp"

// What the program does, one function a command. Each says what went wrong on standard error, in one sentence, and
// returns the exit code: 0 when all is well.
namespace regard::gateway {

[[nodiscard]] int serve(const ServeOptions& options);
[[nodiscard]] int verify(const VerifyOptions& options);
[[nodiscard]] int rebuild(const RebuildOptions& options);
[[nodiscard]] int add_account(const AddAccountOptions& options);
[[nodiscard]] int list_accounts(const ListAccountsOptions& options);

}  // namespace regard::gateway

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observer/accounts/second_factor.hpp"
#include "observer/ports/random.hpp"

// The second factor: time-based one-time passwords (RFC 6238: HMAC-SHA-1, 30 s, six digits, as every authenticator
// application has them), and recovery codes beside them.
namespace regard::gateway {

[[nodiscard]] observer::TotpKey new_totp_key(observer::Random& random);
// The code of the step, which is seconds since 1970 divided by 30.
[[nodiscard]] std::string totp_code(const observer::TotpKey& key, std::int64_t step);
// The step whose code this is: the present one, or its neighbour, for clocks that differ; later than `after_step`.
[[nodiscard]] std::optional<std::int64_t> step_of_code(const observer::TotpKey& key, std::string_view code,
                                                       std::int64_t now_wall_ns, std::int64_t after_step);
// As people type it (RFC 4648, base32), and as applications read it (the de facto "otpauth" URI).
[[nodiscard]] std::string totp_secret(const observer::TotpKey& key);
[[nodiscard]] std::string totp_uri(const observer::TotpKey& key, std::string_view login);

// Such as "K7QD-93MX-...": 80 random bits.
[[nodiscard]] std::string new_recovery_code(observer::Random& random);
// Whether it may be one: whatever is not as short as an application's code, which can be guessed.
[[nodiscard]] bool is_recovery_code(std::string_view code);
// What is kept of it; capitals, spaces and hyphens do not count.
[[nodiscard]] std::string digest_recovery_code(std::string_view code);

// The second factor after this code of either kind was taken; nothing when it is none.
[[nodiscard]] std::optional<observer::SecondFactor> take_code(observer::SecondFactor factor, std::string_view code,
                                                              std::int64_t now_wall_ns);

}  // namespace regard::gateway

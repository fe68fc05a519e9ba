#pragma once

#include <chrono>
#include <cstddef>

// Every bound of signing in, each with its reason. Durations are compared on the injected clock.
namespace regard::gateway::limits {

using std::chrono::seconds;

// Sign-in: people mistype twice; from the third failure on each one doubles the wait, up to a minute.
inline constexpr int kFreeSignInFailures = 3;
inline constexpr seconds kMaxSignInWait{60};

// Failures are forgotten after a quarter of an hour without a new one.
inline constexpr seconds kSignInMemory{900};

// Codes of the second factor have a million values, and three count at a time: at a guess an hour, whoever has the
// password hits one in 38 years on average.
inline constexpr std::chrono::hours kMaxCodeWait{1};
inline constexpr std::chrono::hours kCodeMemory{24};

// Bounds the table of failures against made-up logins; the oldest are forgotten first.
inline constexpr std::size_t kMaxTrackedSignIns = 10'000;

// An argon2id check takes 0.1 s and 64 MiB, one at a time: so many may wait, of known devices and of strangers. An
// examination day begins with some dozens of people at once.
inline constexpr std::size_t kMaxPasswordChecks = 64;
// And so many strangers of one site: the next site's turn comes after one of them.
inline constexpr std::size_t kMaxPasswordChecksASite = 16;

// But the first of a site may wait whatever others do, so long as so many sites wait: its turn comes within a minute.
inline constexpr std::size_t kMaxSitesWaiting = 256;

// By how much nicer (nice(2)) the checking thread is: whoever guesses takes no more than a tenth of a full processor
// from marks; and on one that other programs fill, people still come in, within seconds.
inline constexpr int kPasswordNiceness = 10;

// A browser that has signed in is known for so long: whoever comes once a quarter is.
inline constexpr std::chrono::hours kKnownDeviceLifetime{90 * 24};

// Longer than any examination day, shorter than a day.
inline constexpr seconds kSignInLifetime{12 * 3600};

// Sign-in sessions of one account: its devices, with some forgotten ones. The oldest ends for the newest.
inline constexpr std::size_t kMaxSignInsAnAccount = 32;

// Of what a browser calls itself, so much is kept: the beginning names it.
inline constexpr std::size_t kMaxDeviceBytes = 256;

// Tokens of an integration: one for each place where it is used, and their successors. Whoever forgets one finds it
// expired within ten years.
inline constexpr std::size_t kMaxTokensAnAccount = 16;
inline constexpr std::chrono::days kMaxTokenLifetime{3650};

// A link that is handed over on a Friday is good on the Monday; one that lies about is soon worth nothing.
inline constexpr std::chrono::hours kInvitationLifetime{72};

// Accounts are never removed, for recordings name them: ten years of a large examination centre. Their list is one
// answer, rendered at once in some hundredths of a second.
inline constexpr std::size_t kMaxAccounts = 5'000;

// A name stands on one line of a list.
inline constexpr std::size_t kMaxNameChars = 200;

// Failures are remembered by login and network: this bounds each entry of that table.
inline constexpr std::size_t kMaxLoginBytes = 256;

// Shorter ones are guessed from a stolen database, whatever they are made of.
inline constexpr std::size_t kMinPasswordCharacters = 12;
// What an attacker who knows people's habits needs 2^33 guesses for: with argon2id 25 years of one processor.
inline constexpr double kMinPasswordEntropyBits = 33;

// A recovery code, with all that people type between its groups.
inline constexpr std::size_t kMaxCodeBytes = 64;
inline constexpr std::size_t kRecoveryCodes = 10;
// Between being shown the key and typing the first code.
inline constexpr std::chrono::minutes kSecondFactorOffer{10};
// The first codes that are typed wrong while the key is set up: more are guesses.
inline constexpr int kMaxWrongFirstCodes = 10;

// Longer passwords gain nothing and cost hashing time.
inline constexpr std::size_t kMaxPasswordBytes = 256;

}  // namespace regard::gateway::limits

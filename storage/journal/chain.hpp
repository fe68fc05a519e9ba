#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "observer/event.hpp"

// The hash chain of a recording: changing, removing or reordering any journaled event breaks it.
//
// H is BLAKE2b with a digest of 32 bytes and no key (RFC 7693). || joins bytes. For the events 1, 2, 3... of a
// recording:
//
//   chain(0)          = H("regard chain 1" || recording_id)                       the label is 14 bytes of ASCII
//   payload_digest(n) = H(salt(n) || payload(n))                                  the salt is 16 random bytes
//   chain(n)          = H(chain(n-1) || canonical_header(n) || payload_digest(n))
//
// The chain covers a salted digest and not the payload, so that payload and salt can be erased one day: the chain still
// verifies, and the digest that stays does not help to guess what was said.
//
// canonical_header is 128 bytes, followed by the bytes of external_id, of which most events have none; integers are
// little-endian, negative ones in two's complement:
//
//   offset  bytes  field                        offset  bytes  field
//        0     16  recording_id                     68      8  clock_offset_us
//       16      8  sequence                         76      8  clock_offset_error_us
//       24     16  event_id                         84     16  author.account_id
//       40      4  kind                             100     4  author.role
//       44      8  server_mono_ns                   104    16  client_id
//       52      8  server_wall_ns                   120     8  client_seq
//       60      8  client_wall_us                  128     n  external_id
//
// What is hashed can be read in one way only, whatever n is: the previous link is its first 32 bytes, the payload's
// digest its last 32, the header what is between them.
namespace regard::storage {

inline constexpr std::size_t kDigestBytes = 32;
inline constexpr std::size_t kSaltBytes = 16;
// Of the part that every header has.
inline constexpr std::size_t kFixedHeaderBytes = 128;

using Digest = std::array<std::uint8_t, kDigestBytes>;
using Salt = std::array<std::uint8_t, kSaltBytes>;

// All functions are pure and may be called on any thread.
[[nodiscard]] std::string canonical_header(const observer::EventHeader& header);
// Puts the same in place of what `bytes` holds.
void write_canonical_header(const observer::EventHeader& header, std::string& bytes);
// Reads a canonical header again; nothing when there are fewer bytes than the fixed part has.
[[nodiscard]] std::optional<observer::EventHeader> read_canonical_header(std::string_view bytes);
[[nodiscard]] Digest genesis(const observer::RecordingId& recording_id);
[[nodiscard]] Digest digest_payload(const Salt& salt, std::string_view payload);
[[nodiscard]] Digest next_link(const Digest& previous, std::string_view canonical_header, const Digest& payload_digest);

}  // namespace regard::storage

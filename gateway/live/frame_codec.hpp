#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "gateway/transport/connection.hpp"
#include "observer/recording/feed.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

// The two subprotocols: the same frames, written in two ways.
enum class Encoding { binary, json };

inline constexpr std::string_view kBinarySubprotocol = "regard.v1";
inline constexpr std::string_view kJsonSubprotocol = "regard.v1+json";

// Why a message is no frame.
struct FrameFault {
  v1::ErrorCode code = v1::ERROR_CODE_MALFORMED_FRAME;
  std::string message;
};

// Reads one message into `frame`, which is empty.
[[nodiscard]] std::expected<void, FrameFault> decode_frame(Encoding encoding, std::string_view bytes, bool is_text,
                                                           v1::ClientFrame& frame);

// The body of a Publish frame as it came, serialised: a part of `message` when that was binary, else put into `buffer`.
[[nodiscard]] std::string_view body_bytes(Encoding encoding, std::string_view message, const v1::Publish& publish,
                                          std::string& buffer);

[[nodiscard]] OutMessage encode_frame(Encoding encoding, const v1::ServerFrame& frame);

// An EventBatch frame. Binary ones are put together from the payloads' bytes without parsing them.
[[nodiscard]] OutMessage encode_event_batch(Encoding encoding, observer::RecordingId recording_id,
                                            std::span<const observer::StampedEvent> events);

}  // namespace regard::gateway

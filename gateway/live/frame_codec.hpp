#pragma once

#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "gateway/transport/connection.hpp"
#include "observer/event.hpp"
#include "observer/refusal.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

// The two subprotocols: the same frames, written in two ways.
enum class Encoding { binary, json };

inline constexpr std::string_view kBinarySubprotocol = "regard.v1";
inline constexpr std::string_view kJsonSubprotocol = "regard.v1+json";

// Reads one message into `frame`, which is empty. The refusal says what was wrong.
[[nodiscard]] std::expected<void, observer::Refusal> decode_frame(Encoding encoding, std::string_view bytes,
                                                                  bool is_text, v1::ClientFrame& frame);

[[nodiscard]] OutMessage encode_frame(Encoding encoding, const v1::ServerFrame& frame);

// An EventBatch frame. Binary ones are put together from the payloads' bytes without parsing them.
[[nodiscard]] OutMessage encode_event_batch(Encoding encoding, observer::RecordingId recording_id,
                                            std::span<const observer::StampedEvent> events);

}  // namespace regard::gateway

#pragma once

#include <array>
#include <cstdint>

#include "gateway/live/frame_codec.hpp"

namespace regard::gateway {

// Encodes pages of events at most once for each encoding, however many sessions are handed the same page one after the
// other. Thread: the gateway's.
class BatchEncoder {
 public:
  [[nodiscard]] const OutMessage& encode(Encoding encoding, const observer::EventPage& page) {
    if (page.number != page_number_) encoded_ = {};
    page_number_ = page.number;
    OutMessage& message = encoded_.at(static_cast<std::size_t>(encoding));
    if (!message.bytes) message = encode_event_batch(encoding, page.recording_id, page.events);
    return message;
  }

 private:
  std::uint64_t page_number_ = 0;
  std::array<OutMessage, 2> encoded_;
};

}  // namespace regard::gateway

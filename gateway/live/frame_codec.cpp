#include "gateway/live/frame_codec.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/wire_format_lite.h>

#include <memory>
#include <optional>

namespace regard::gateway {
namespace {

using google::protobuf::internal::WireFormatLite;

std::expected<void, FrameFault> parse_json(std::string_view bytes, v1::ClientFrame& frame) {
  const auto status = google::protobuf::util::JsonStringToMessage({bytes.data(), bytes.size()}, &frame, {});
  if (status.ok()) return {};
  const std::string reason{status.message()};
  // protobuf has one status for every fault; a field it does not know is how an unknown kind shows in JSON.
  const bool unknown_field = reason.find("Cannot find field") != std::string::npos;
  return std::unexpected(FrameFault{unknown_field ? v1::ERROR_CODE_UNKNOWN_KIND : v1::ERROR_CODE_MALFORMED_FRAME,
                                    "The message is not a ClientFrame in proto3 JSON: " + reason});
}

v1::Event header_of(const observer::StampedEvent& event) {
  const observer::EventHeader& header = event.header;
  v1::Event out;
  out.set_recording_id(header.recording_id.to_string());
  out.set_sequence(header.sequence);
  out.set_event_id(header.event_id.to_string());
  out.set_server_mono_ns(header.server_mono_ns);
  out.set_server_wall_ns(header.server_wall_ns);
  if (header.client_time != observer::ClientTime{}) {
    auto& client_time = *out.mutable_client_time();
    client_time.set_client_wall_us(header.client_time.client_wall_us);
    client_time.set_clock_offset_us(header.client_time.clock_offset_us);
    client_time.set_clock_offset_error_us(header.client_time.clock_offset_error_us);
  }
  out.mutable_author()->set_account_id(header.author.account_id.to_string());
  out.mutable_author()->set_role(header.author.role);
  if (!header.client_id.is_nil()) {
    out.set_client_id(header.client_id.to_string());
    out.set_client_seq(header.client_seq);
  }
  out.set_external_id(header.external_id);
  out.set_erased(event.is_erased());
  return out;
}

void append_field(std::string& out, int field_number, std::string_view bytes) {
  google::protobuf::io::StringOutputStream stream(&out);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.WriteTag(WireFormatLite::MakeTag(field_number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED));
  coded.WriteVarint32(static_cast<std::uint32_t>(bytes.size()));
  coded.WriteRaw(bytes.data(), static_cast<int>(bytes.size()));
}

// Fields of a message may be written one after the other, so the stored body is simply put behind its header.
std::string encode_event(const observer::StampedEvent& event) {
  std::string out = header_of(event).SerializeAsString();
  if (!event.is_erased()) append_field(out, v1::Event::kBodyFieldNumber, *event.payload);
  return out;
}

OutMessage json_batch(observer::RecordingId recording_id, std::span<const observer::StampedEvent> events) {
  v1::ServerFrame frame;
  auto& batch = *frame.mutable_event_batch();
  batch.set_recording_id(recording_id.to_string());
  for (const auto& event : events) {
    auto& out = *batch.add_events() = header_of(event);
    if (!event.is_erased()) out.mutable_body()->ParseFromString(*event.payload);
  }
  return encode_frame(Encoding::json, frame);
}

constexpr std::uint32_t tag_of(int field_number) {
  return WireFormatLite::MakeTag(field_number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
}

// The content of the one field `field_number` of a message; nothing when it is there twice, whose parts would have to
// be merged, or when the bytes are no message.
std::optional<std::string_view> only_field(std::string_view message, int field_number) {
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(message.data()),
                                                static_cast<int>(message.size()));
  std::optional<std::string_view> found;
  while (const std::uint32_t tag = stream.ReadTag()) {
    if (tag != tag_of(field_number)) {
      if (!WireFormatLite::SkipField(&stream, tag)) return std::nullopt;
      continue;
    }
    std::uint32_t size = 0;
    if (found || !stream.ReadVarint32(&size)) return std::nullopt;
    found = message.substr(static_cast<std::size_t>(stream.CurrentPosition()), size);
    if (!stream.Skip(static_cast<int>(size))) return std::nullopt;
  }
  return found;
}

}  // namespace

std::string_view body_bytes(Encoding encoding, std::string_view message, const v1::Publish& publish,
                            std::string& buffer) {
  if (encoding == Encoding::binary) {
    const auto published = only_field(message, v1::ClientFrame::kPublishFieldNumber);
    const auto body = published ? only_field(*published, v1::Publish::kBodyFieldNumber) : std::nullopt;
    if (body) return *body;
  }
  publish.body().SerializeToString(&buffer);
  return buffer;
}

std::expected<void, FrameFault> decode_frame(Encoding encoding, std::string_view bytes, bool is_text,
                                             v1::ClientFrame& frame) {
  if (is_text != (encoding == Encoding::json)) {
    return std::unexpected(FrameFault{
        v1::ERROR_CODE_MALFORMED_FRAME,
        encoding == Encoding::json ? "Binary message on a regard.v1+json connection: send proto3 JSON as text."
                                   : "Text message on a regard.v1 connection: send Protobuf as binary, or ask for "
                                     "the subprotocol regard.v1+json."});
  }
  if (encoding == Encoding::json) {
    if (auto parsed = parse_json(bytes, frame); !parsed) return parsed;
  } else if (!frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return std::unexpected(
        FrameFault{v1::ERROR_CODE_MALFORMED_FRAME, "The message is not a ClientFrame in Protobuf's binary form."});
  }
  if (frame.frame_case() == v1::ClientFrame::FRAME_NOT_SET) {
    return std::unexpected(
        FrameFault{v1::ERROR_CODE_UNKNOWN_KIND, "The frame is empty, or of a kind that this server does not know."});
  }
  return {};
}

OutMessage encode_frame(Encoding encoding, const v1::ServerFrame& frame) {
  auto bytes = std::make_shared<std::string>();
  if (encoding == Encoding::binary) {
    frame.SerializeToString(bytes.get());
  } else {
    // Cannot fail: the frame has no Any, and every string in it was checked as UTF-8 when it was parsed.
    (void)google::protobuf::util::MessageToJsonString(frame, bytes.get());
  }
  return {std::move(bytes), encoding == Encoding::json};
}

OutMessage encode_event_batch(Encoding encoding, observer::RecordingId recording_id,
                              std::span<const observer::StampedEvent> events) {
  if (encoding == Encoding::json) return json_batch(recording_id, events);
  std::string batch;
  append_field(batch, v1::EventBatch::kRecordingIdFieldNumber, recording_id.to_string());
  for (const auto& event : events) append_field(batch, v1::EventBatch::kEventsFieldNumber, encode_event(event));
  auto bytes = std::make_shared<std::string>();
  append_field(*bytes, v1::ServerFrame::kEventBatchFieldNumber, batch);
  return {std::move(bytes), false};
}

}  // namespace regard::gateway

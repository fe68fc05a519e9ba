#include "gateway/live/error_frames.hpp"

#include <utility>

namespace regard::gateway {
namespace {

v1::ErrorCode code_of(observer::RefusalCode code) {
  using enum observer::RefusalCode;
  switch (code) {
    case unknown_kind:
      return v1::ERROR_CODE_UNKNOWN_KIND;
    case invalid_field:
      return v1::ERROR_CODE_INVALID_FIELD;
    case not_allowed:
      return v1::ERROR_CODE_NOT_ALLOWED;
    case unknown_recording:
      return v1::ERROR_CODE_UNKNOWN_RECORDING;
    case out_of_order:
      return v1::ERROR_CODE_OUT_OF_ORDER;
    case other_content:
      return v1::ERROR_CODE_OTHER_CONTENT;
    case wrong_state:
      return v1::ERROR_CODE_WRONG_STATE;
    case store_poisoned:
      return v1::ERROR_CODE_STORE_POISONED;
    case store_full:
      return v1::ERROR_CODE_STORE_FULL;
    case store_unreadable:
      return v1::ERROR_CODE_STORE_UNREADABLE;
    case limit_reached:
      return v1::ERROR_CODE_LIMIT_REACHED;
    case shutting_down:
      return v1::ERROR_CODE_SHUTTING_DOWN;
  }
  return v1::ERROR_CODE_UNSPECIFIED;
}

}  // namespace

v1::ServerFrame error_frame(const observer::Refusal& refusal) {
  v1::ServerFrame frame = error_frame(code_of(refusal.code), refusal.message, refusal.field);
  frame.mutable_error()->set_expected_client_seq(refusal.expected_client_seq);
  return frame;
}

v1::ServerFrame error_frame(v1::ErrorCode code, std::string message, std::string field) {
  v1::ServerFrame frame;
  v1::Error& error = *frame.mutable_error();
  error.set_code(code);
  error.set_message(std::move(message));
  error.set_field(std::move(field));
  return frame;
}

}  // namespace regard::gateway

#include "observer/recordings/fingerprint.hpp"

#include <functional>
#include <string>

#include "observer/interview/opening_rules.hpp"
#include "observer/interview/participants.hpp"

namespace regard::observer {
namespace {

Fingerprint fingerprint_of(std::string_view bytes) {
  // Never the one that stands for "not known".
  return std::hash<std::string_view>()(bytes) | 1U;
}

}  // namespace

Fingerprint fingerprint_of(const People& people, const v1::EventBody& body, std::string_view payload) {
  if (!body.has_interview_opened() && !body.has_participant_joined()) return fingerprint_of(payload);
  v1::EventBody brought = body;
  if (body.has_interview_opened()) {
    take_completion_out(people, *brought.mutable_interview_opened());
  } else {
    take_completion_out(*brought.mutable_participant_joined());
  }
  return fingerprint_of(brought.SerializeAsString());
}

}  // namespace regard::observer

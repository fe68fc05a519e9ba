#pragma once

#include <cstdint>
#include <string>

#include "observer/event.hpp"
#include "regard/v1/envelope.pb.h"

// The words in which the rooms of the domain speak of kinds of event; recordings/kind_table.hpp lists the kinds.
namespace regard::observer {

struct Interview;
struct Marking;
class Referential;

using Kind = v1::EventBody::KindCase;

// The kinds of recording that there are; recordings/recording_kinds.hpp lists what each is.
enum class RecordingKind : std::uint8_t { conversation, marking, brief };

// The word by which the schema names a kind of body: "spoken_turn".
[[nodiscard]] std::string kind_name(Kind kind);

// When somebody brings something: on the trusted clock, and how far the author's idea of that clock may be off.
struct Moment {
  std::int64_t mono_ns = 0;
  std::int64_t clock_error_ns = 0;
};

// A body that somebody wants to add to a recording.
struct Attempt {
  const Interview& interview;
  // Null where it is no marking.
  const Marking* marking = nullptr;
  const Author& author;
  const Referential& referential;
  const v1::EventBody& body;
  const Moment& moment;
};

// An event that was accepted, now or long ago.
struct Happening {
  Interview& interview;
  // Null where it is no marking.
  Marking* marking = nullptr;
  const EventHeader& header;
  // Null when it was erased: what it did is not known, and nothing that follows is held to be impossible for that.
  const v1::EventBody* body = nullptr;
};

}  // namespace regard::observer

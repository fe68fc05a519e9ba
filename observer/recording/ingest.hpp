#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "observer/accounts/account.hpp"
#include "observer/event.hpp"
#include "observer/refusal.hpp"
#include "regard/v1/envelope.pb.h"

// The port through which events come in, whoever brings them: a live session, or an adapter beside it.
namespace regard::observer {

// A client numbers what it publishes to one recording 1, 2, 3...; a gap is refused.
struct ClientNumber {
  ClientId client_id;
  std::uint64_t client_seq = 0;

  bool operator==(const ClientNumber&) const = default;
};

// A producer that numbers nothing gives the name that the event has where it comes from: a call's chunk, a Message-ID.
// One account's names stand for one event each in a recording. 1 to limits::kMaxExternalIdBytes bytes of UTF-8.
struct ExternalId {
  std::string id;
};

// Either way an event is stored once, however often it is brought, across restarts too.
using EventName = std::variant<ClientNumber, ExternalId>;

// An event that somebody brings. What it refers to must live during the call only.
struct Submission {
  RecordingId recording_id;
  EventName name;
  ClientTime client_time;
  const v1::EventBody& body;
  // The body as it came, serialised: these bytes are what is kept, unless the server has to complete the body.
  std::string_view payload;
};

// The event, and for a ClientNumber everything before it that the client published to the recording, is committed and
// on disk.
struct Kept {
  RecordingId recording_id;
  EventName name;
  // The sequence that the event was given.
  std::uint64_t sequence = 0;
  std::int64_t server_mono_ns = 0;
};

// Why an event was not accepted, or (store_poisoned, store_unreadable) why it is unknown whether it is kept: then it
// keeps its name, and is brought again.
struct NotKept {
  RecordingId recording_id;
  EventName name;
  Refusal refusal;
};

// Whoever brings events, and hears what becomes of them. Thread: the owner's.
class Producer {
 public:
  virtual ~Producer() = default;
  virtual void on_kept(const Kept& kept) = 0;
  virtual void on_not_kept(const NotKept& not_kept) = 0;
};

class Ingest {
 public:
  virtual ~Ingest() = default;

  // Takes in one event. The producer hears of it later, or before this returns; nothing is told to one that is gone.
  // Events for one recording are taken in the order of the calls. Requires: has_room(account).
  virtual void submit(const Account& account, const Submission& submission, std::weak_ptr<Producer> producer) = 0;

  // False while too much waits for the disk, of this account or altogether: ask before an event is taken from whoever
  // sends it. RecorderListener::on_room() tells when to ask again.
  [[nodiscard]] virtual bool has_room(const Account& account) const = 0;

  // Asks for the client_seq that comes next for this client of the account: 1 when it has published nothing to the
  // recording, or nothing that the account may know of. The failure: the recording cannot be read.
  using NextKnown = std::move_only_function<void(std::expected<std::uint64_t, Refusal>)>;
  virtual void ask_next_client_seq(const Account& account, RecordingId recording_id, ClientId client_id,
                                   NextKnown done) = 0;
};

}  // namespace regard::observer

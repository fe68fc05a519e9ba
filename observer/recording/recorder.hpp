#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "observer/ports/journal.hpp"
#include "observer/ports/random.hpp"
#include "observer/recording/feed.hpp"
#include "observer/recording/ingest.hpp"
#include "observer/recording/limits.hpp"
#include "observer/recording/opening_pace.hpp"
#include "observer/recording/residence.hpp"
#include "observer/recording/room.hpp"
#include "observer/recording/trusted_clock.hpp"
#include "observer/recordings/recordings.hpp"

namespace regard::observer {

// An event that lists of interviews show: an opening or a closing.
struct ListedChange {
  // As it is now.
  const InterviewFamily* family = nullptr;
  Kind kind = Kind::KIND_NOT_SET;
  AccountId author_id;
};

// Hears what concerns more than one producer.
class RecorderListener {
 public:
  virtual ~RecorderListener() = default;
  // There may be room for further events of the account, after has_room() was false for it; or of everybody.
  virtual void on_room(AccountId account_id) = 0;
  virtual void on_room() = 0;
  virtual void on_poisoned(const std::string& reason) = 0;
  // The event is on disk.
  virtual void on_listed_change(const ListedChange& change) = 0;
};

// Takes in submitted events: stores each once, stamps and sequences it, hands it to the journal, tells its producer
// when it is on disk. The only writer of the journal. Thread: the owner's.
class Recorder final : public Ingest {
 public:
  // Runs the function later in the same thread, after what is ready now.
  using Defer = std::function<void(std::function<void()>)>;

  struct Parts {
    Recordings& recordings;
    Residence& residence;
    Feed& feed;
    Journal& journal;
    TrustedClock& clock;
    Random& random;
    RecorderListener& listener;
    Defer defer;
  };
  // Everything referred to must outlive the recorder, and the journal run or drop its callbacks before it goes.
  explicit Recorder(Parts parts) : parts_(std::move(parts)) {}

  void submit(const Account& account, const Submission& submission, std::weak_ptr<Producer> producer) override;
  [[nodiscard]] bool has_room(const Account& account) const override { return room_.is_left_for(account); }
  void ask_next_client_seq(const Account& account, RecordingId recording_id, ClientId client_id,
                           NextKnown done) override;

  [[nodiscard]] const std::optional<std::string>& poison_reason() const { return poison_reason_; }

  // From now on everything submitted is refused with shutting_down; what was accepted is still committed.
  void refuse_new() { refuses_new_ = true; }
  [[nodiscard]] bool is_drained() const { return room_.is_empty(); }

 private:
  // Something that waits for the disk, to be told to its producer.
  struct Waiting {
    std::weak_ptr<Producer> producer;
    RecordingId recording_id;
    EventName name;
    std::uint64_t sequence = 0;
  };
  // How far a recording has come in one call to the journal. It stays in memory until all of it is committed.
  struct Head {
    Recording* recording = nullptr;
    std::uint64_t sequence = 0;
  };
  // What is remembered of one call to the journal until it answers.
  struct InFlight {
    std::vector<Waiting> waiting;
    std::vector<Head> heads;
    std::vector<ListedChange> listed_changes;
    std::vector<StampedEvent> watched;
    PendingByAccount pending;
  };
  struct Place {
    RecordingId recording_id;
    RecordingId family_id;
  };
  // An event that was taken in before, and what can be said of it: by its client's number, of all up to the newest.
  struct Known {
    EventName name;
    std::uint64_t sequence = 0;
  };

  [[nodiscard]] std::optional<Refusal> unfit_to_record() const;
  void submit_when_present(const Account& account, const Submission& submission, std::weak_ptr<Producer> producer);
  // Requires: what the journal holds of the recording is in memory.
  void take(const Account& account, const Submission& submission, std::weak_ptr<Producer> producer);
  // Nothing when it is a new event.
  [[nodiscard]] std::expected<std::optional<Known>, Refusal> find_known(const Recording* recording,
                                                                        const Account& account,
                                                                        const Submission& submission);
  [[nodiscard]] bool is_other(Fingerprint kept, const Submission& submission) const;
  // `recording` is null when the event opens it.
  [[nodiscard]] StampedEvent stamp(const Recording* recording, Place place, Kind kind, const Account& account);
  void accept(StampedEvent event, const v1::EventBody& body, Fingerprint fingerprint);
  void add(const Draft& draft, const Account& account);
  void repeat(const Recording& recording, const Account& account, Known known, std::weak_ptr<Producer> producer);
  void wait(Waiting waiting);
  static void refuse(const std::weak_ptr<Producer>& producer, RecordingId recording_id, EventName name,
                     Refusal refusal);
  // Sees to it that what waits is handed to the journal: at once when it is much, else when nothing more comes in.
  void schedule_flush();
  void flush_when_quiet();
  void flush();
  void on_journal_answer(InFlight in_flight, std::expected<void, StoreFailure> result);
  void announce(InFlight& in_flight);
  void tell_kept(std::span<Waiting> waiting);
  void poison(std::span<Waiting> waiting, const std::string& reason);
  // Of an event that is handed to the journal with the next flush.
  void take_room(const Author& author, std::size_t bytes);
  void give_back(const PendingByAccount& shares);

  Parts parts_;
  OpeningPace opening_pace_;
  std::vector<StampedEvent> outgoing_;
  std::vector<Head> outgoing_heads_;
  std::vector<ListedChange> listed_changes_;
  std::vector<Waiting> waiting_;
  // Accepted events, repeated ones that wait for the disk, and those whose recording is being read.
  Room room_;
  // Those of them not handed to the journal yet.
  Pending unflushed_;
  PendingByAccount unflushed_by_account_;
  bool flush_scheduled_ = false;
  bool refuses_new_ = false;
  std::optional<std::string> poison_reason_;
};

}  // namespace regard::observer

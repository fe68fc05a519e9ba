#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gateway/recording/recording_table.hpp"
#include "gateway/recording/trusted_clock.hpp"
#include "observer/interview/interview_book.hpp"
#include "observer/ports/journal.hpp"
#include "observer/ports/random.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

// Why a Publish was not accepted.
struct PublishRefusal {
  observer::Refusal refusal;
  // For ERROR_CODE_OUT_OF_ORDER: the client_seq that would be accepted; else 0.
  std::uint64_t expected_client_seq = 0;
};

// Whoever published, and hears later what became of it.
class Publisher {
 public:
  virtual ~Publisher() = default;
  // An Ack, which is cumulative and stands for everything up to its client_seq; or an Error when the journal failed:
  // whether the event is kept is then unknown until the store has been checked.
  virtual void on_outcome(const v1::ServerFrame& outcome) = 0;
};

// Hears of commits; the feed and the hub stand behind it.
class CommitListener {
 public:
  virtual ~CommitListener() = default;
  // Whether events of the recording are worth keeping in memory until they are committed.
  [[nodiscard]] virtual bool is_watched(observer::RecordingId recording_id) const = 0;
  // `events`: the newly committed ones of the recording if it was watched when they were accepted, else empty.
  virtual void on_committed(observer::RecordingId recording_id, std::span<const observer::StampedEvent> events,
                            std::uint64_t committed_sequence) = 0;
  // Room for further events after has_room() was false.
  virtual void on_room() = 0;
  virtual void on_poisoned(const std::string& reason) = 0;
};

// Takes in published events: stores each once, stamps and sequences it, hands it to the journal, acknowledges it when
// it is on disk. The only writer of the journal. Thread: the gateway's.
class Recorder {
 public:
  // Runs the function later in the same thread, after what is ready now.
  using Defer = std::function<void(std::function<void()>)>;

  struct Parts {
    observer::InterviewBook& book;
    // As restored from the journal, like the book.
    RecordingTable table;
    observer::Journal& journal;
    TrustedClock& clock;
    observer::Random& random;
    CommitListener& listener;
    Defer defer;
  };
  // Everything referred to must outlive the recorder, and the journal run or drop its callbacks before it goes.
  explicit Recorder(Parts parts) : parts_(std::move(parts)) {}

  [[nodiscard]] std::expected<void, PublishRefusal> publish(const observer::Account& account,
                                                            const v1::Publish& publish,
                                                            std::weak_ptr<Publisher> publisher);

  // False while too much waits for the disk: see limits::kMaxPendingEvents.
  [[nodiscard]] bool has_room() const;
  // 0 while nothing of the recording is on disk.
  [[nodiscard]] std::uint64_t committed_sequence(observer::RecordingId recording_id) const {
    return parts_.table.committed_sequence(recording_id);
  }
  [[nodiscard]] const std::optional<std::string>& poison_reason() const { return poison_reason_; }

  // From now on every publish is refused with ERROR_CODE_SHUTTING_DOWN; what was accepted is still committed.
  void refuse_new() { refuses_new_ = true; }
  [[nodiscard]] bool is_drained() const { return pending_events_ == 0; }

 private:
  // An acknowledgement that waits for the disk.
  struct Waiting {
    std::weak_ptr<Publisher> publisher;
    observer::RecordingId recording_id;
    observer::ClientId client_id;
    std::uint64_t client_seq = 0;
    std::uint64_t sequence = 0;
  };
  struct Numbered {
    observer::RecordingId recording_id;
    observer::ClientId client_id;
    std::uint64_t client_seq = 0;
  };
  // What is remembered of one call to the journal until it answers.
  struct InFlight {
    std::vector<Waiting> waiting;
    std::vector<std::pair<observer::RecordingId, std::uint64_t>> heads;
    std::vector<observer::StampedEvent> watched;
    std::size_t event_count = 0;
    std::size_t byte_count = 0;
  };

  [[nodiscard]] std::expected<void, PublishRefusal> check_fit_to_record() const;
  [[nodiscard]] static std::expected<Numbered, PublishRefusal> check_ids(const v1::Publish& publish);
  // What was accepted before under this number; nothing when it is the next new one; else the refusal.
  [[nodiscard]] std::expected<std::optional<RecordingTable::Newest>, PublishRefusal> find_duplicate(
      const observer::Account& account, const Numbered& numbered) const;
  [[nodiscard]] observer::StampedEvent stamp(observer::RecordingId recording_id, const v1::EventBody& body,
                                             const observer::Account& account);
  void accept(observer::StampedEvent event, const v1::EventBody& body);
  // Sees to it that what waits is handed to the journal: at once when it is much, else when nothing more comes in.
  void schedule_flush();
  void flush_when_quiet();
  void flush();
  void on_journal_answer(InFlight in_flight, std::expected<void, observer::StoreFailure> result);
  void announce(InFlight& in_flight);
  void acknowledge(std::span<Waiting> waiting);
  void poison(std::span<const Waiting> waiting, const std::string& reason);

  Parts parts_;
  std::vector<observer::StampedEvent> outgoing_;
  std::vector<Waiting> waiting_;
  // Accepted events and repeated ones that wait for their acknowledgement; those of them not handed to the journal yet.
  std::size_t pending_events_ = 0;
  std::size_t unflushed_count_ = 0;
  std::size_t pending_bytes_ = 0;
  bool flush_scheduled_ = false;
  bool refuses_new_ = false;
  std::optional<std::string> poison_reason_;
};

}  // namespace regard::gateway

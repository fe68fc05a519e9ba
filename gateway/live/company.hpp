#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "observer/accounts/account.hpp"
#include "observer/ports/clock.hpp"
#include "regard/v1/frame.pb.h"

namespace regard::gateway {

// One who follows conversations, and hears of the others who do.
class Companion {
 public:
  virtual ~Companion() = default;
  [[nodiscard]] virtual const observer::Account& account() const = 0;
  // Now, or when the peer has taken what is queued for it; it then asks for it again.
  virtual void tell_presence(const v1::ServerFrame& presence) = 0;
  // Worth nothing later: whoever is behind does without.
  virtual void tell_signal(const v1::ServerFrame& signal) = 0;
};

// Who is connected to which conversation, and what they tell each other that is not journaled. Only a conversation has
// company: a marking's subscribers would tell when an assessor is at work. Thread: the gateway's.
class Company {
 public:
  // Must outlive this object.
  explicit Company(observer::Clock& clock) : clock_(clock) {}

  // Tells the newcomer who is there, and everybody who has come or gone: at once, or with the next tick() when that is
  // less than limits::kPresencePause ago. A further connection of somebody who is there is no news to the others.
  void join(Companion& companion, observer::RecordingId conversation_id);
  void leave(Companion& companion, observer::RecordingId conversation_id);
  // Tells one of them, who has missed it.
  void repeat(Companion& companion, observer::RecordingId conversation_id) const;
  // To all but `from`.
  void pass_on(const v1::Signal& signal, observer::RecordingId conversation_id, const Companion& from) const;
  // Call about once a second.
  void tick();

 private:
  // Somebody who is there, with one connection or more.
  struct Person {
    observer::AccountId account_id;
    v1::PresentPerson shown;
    std::size_t connection_count = 0;
  };
  struct Conversation {
    std::unordered_set<Companion*> companions;
    // In the order in which they came.
    std::vector<Person> people;
    std::int64_t announced_ns = 0;
    bool is_due = false;
  };

  void people_changed(observer::RecordingId conversation_id, Conversation& conversation);
  void announce(observer::RecordingId conversation_id, Conversation& conversation) const;
  [[nodiscard]] bool may_announce(const Conversation& conversation) const;

  observer::Clock& clock_;
  std::unordered_map<observer::RecordingId, Conversation> conversations_;
  // Of whom something is to be announced; may name some that are empty by now.
  std::vector<observer::RecordingId> due_;
};

}  // namespace regard::gateway

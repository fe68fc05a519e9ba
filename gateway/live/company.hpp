#pragma once

#include <unordered_map>
#include <vector>

#include "observer/accounts/account.hpp"
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
  // Tells everybody who is there now.
  void join(Companion& companion, observer::RecordingId conversation_id);
  void leave(Companion& companion, observer::RecordingId conversation_id);
  // Tells one of them, who has missed it.
  void repeat(Companion& companion, observer::RecordingId conversation_id) const;
  // To all but `from`.
  void pass_on(const v1::Signal& signal, observer::RecordingId conversation_id, const Companion& from) const;

 private:
  void announce(observer::RecordingId conversation_id) const;
  [[nodiscard]] v1::ServerFrame presence(observer::RecordingId conversation_id,
                                         const std::vector<Companion*>& companions) const;

  std::unordered_map<observer::RecordingId, std::vector<Companion*>> companions_;
};

}  // namespace regard::gateway

#include "gateway/live/company.hpp"

#include <algorithm>
#include <utility>

#include "gateway/live/limits.hpp"

namespace regard::gateway {
namespace {

v1::PresentPerson shown(const observer::Account& account) {
  v1::PresentPerson person;
  person.set_account_id(account.account_id.to_string());
  person.set_name(account.name);
  person.set_role(account.role);
  return person;
}

v1::ServerFrame presence(observer::RecordingId conversation_id, const auto& people) {
  v1::ServerFrame frame;
  auto& presence = *frame.mutable_presence();
  presence.set_recording_id(conversation_id.to_string());
  for (const auto& person : people) *presence.add_people() = person.shown;
  return frame;
}

}  // namespace

void Company::join(Companion& companion, observer::RecordingId conversation_id) {
  Conversation& conversation = conversations_[conversation_id];
  if (!conversation.companions.insert(&companion).second) return repeat(companion, conversation_id);
  const observer::Account& account = companion.account();
  const auto found = std::ranges::find(conversation.people, account.account_id, &Person::account_id);
  if (found != conversation.people.end()) {
    ++found->connection_count;
    return repeat(companion, conversation_id);
  }
  conversation.people.push_back({account.account_id, shown(account), 1});
  people_changed(conversation_id, conversation);
  // Whoever comes need not wait to know who is there.
  if (conversation.is_due) repeat(companion, conversation_id);
}

void Company::leave(Companion& companion, observer::RecordingId conversation_id) {
  const auto found = conversations_.find(conversation_id);
  if (found == conversations_.end() || found->second.companions.erase(&companion) == 0) return;
  Conversation& conversation = found->second;
  if (conversation.companions.empty()) {
    conversations_.erase(found);
    return;
  }
  const auto person = std::ranges::find(conversation.people, companion.account().account_id, &Person::account_id);
  if (--person->connection_count > 0) return;
  conversation.people.erase(person);
  people_changed(conversation_id, conversation);
}

void Company::people_changed(observer::RecordingId conversation_id, Conversation& conversation) {
  if (may_announce(conversation)) return announce(conversation_id, conversation);
  if (!std::exchange(conversation.is_due, true)) due_.push_back(conversation_id);
}

bool Company::may_announce(const Conversation& conversation) const {
  const std::int64_t pause_ns = std::chrono::nanoseconds(limits::kPresencePause).count();
  return conversation.announced_ns == 0 || clock_.steady_ns() - conversation.announced_ns >= pause_ns;
}

void Company::announce(observer::RecordingId conversation_id, Conversation& conversation) const {
  conversation.announced_ns = clock_.steady_ns();
  conversation.is_due = false;
  const v1::ServerFrame frame = presence(conversation_id, conversation.people);
  for (Companion* companion : conversation.companions) companion->tell_presence(frame);
}

void Company::tick() {
  for (const observer::RecordingId conversation_id : std::exchange(due_, {})) {
    const auto found = conversations_.find(conversation_id);
    if (found != conversations_.end() && found->second.is_due) announce(conversation_id, found->second);
  }
}

void Company::repeat(Companion& companion, observer::RecordingId conversation_id) const {
  const auto found = conversations_.find(conversation_id);
  if (found != conversations_.end()) companion.tell_presence(presence(conversation_id, found->second.people));
}

void Company::pass_on(const v1::Signal& signal, observer::RecordingId conversation_id, const Companion& from) const {
  const auto found = conversations_.find(conversation_id);
  if (found == conversations_.end()) return;
  v1::ServerFrame frame;
  *frame.mutable_signal() = signal;
  for (Companion* companion : found->second.companions) {
    if (companion != &from) companion->tell_signal(frame);
  }
}

}  // namespace regard::gateway

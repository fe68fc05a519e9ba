#include "gateway/live/company.hpp"

#include <algorithm>
#include <unordered_set>

namespace regard::gateway {

void Company::join(Companion& companion, observer::RecordingId conversation_id) {
  std::vector<Companion*>& all = companions_[conversation_id];
  if (std::ranges::find(all, &companion) == all.end()) all.push_back(&companion);
  announce(conversation_id);
}

void Company::leave(Companion& companion, observer::RecordingId conversation_id) {
  const auto found = companions_.find(conversation_id);
  if (found == companions_.end() || std::erase(found->second, &companion) == 0) return;
  if (found->second.empty()) {
    companions_.erase(found);
  } else {
    announce(conversation_id);
  }
}

void Company::announce(observer::RecordingId conversation_id) const {
  const std::vector<Companion*>& all = companions_.at(conversation_id);
  const v1::ServerFrame frame = presence(conversation_id, all);
  for (Companion* companion : all) companion->tell_presence(frame);
}

void Company::repeat(Companion& companion, observer::RecordingId conversation_id) const {
  const auto found = companions_.find(conversation_id);
  if (found != companions_.end()) companion.tell_presence(presence(conversation_id, found->second));
}

v1::ServerFrame Company::presence(observer::RecordingId conversation_id,
                                  const std::vector<Companion*>& companions) const {
  v1::ServerFrame frame;
  auto& presence = *frame.mutable_presence();
  presence.set_recording_id(conversation_id.to_string());
  std::unordered_set<observer::AccountId> named;
  for (const Companion* companion : companions) {
    const observer::Account& account = companion->account();
    if (!named.insert(account.account_id).second) continue;
    auto& person = *presence.add_people();
    person.set_account_id(account.account_id.to_string());
    person.set_name(account.name);
    person.set_role(account.role);
  }
  return frame;
}

void Company::pass_on(const v1::Signal& signal, observer::RecordingId conversation_id, const Companion& from) const {
  const auto found = companions_.find(conversation_id);
  if (found == companions_.end()) return;
  v1::ServerFrame frame;
  *frame.mutable_signal() = signal;
  for (Companion* companion : found->second) {
    if (companion != &from) companion->tell_signal(frame);
  }
}

}  // namespace regard::gateway

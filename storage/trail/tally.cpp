#include "storage/trail/tally.hpp"

#include <utility>

#include "storage/trail/limits.hpp"

namespace regard::storage {
namespace {

using observer::TrailEntry;
using observer::TrailKind;

// What stands for more than can be told.
constexpr const char* kSeveral = "several";

}  // namespace

bool Tally::is_repeatable(TrailKind kind) {
  switch (kind) {
    case TrailKind::sign_in_failed:
    case TrailKind::recording_read:
    case TrailKind::receipt_given:
    case TrailKind::trail_read:
    case TrailKind::token_used:
    case TrailKind::code_asked:
    case TrailKind::own_account_refused:
      return true;
    default:
      return false;
  }
}

bool Tally::is_first(TrailEntry& entry, Clock::time_point now) {
  if (!is_repeatable(entry.kind)) return true;
  const auto key_of = [](const TrailEntry& of) {
    return Key{of.kind, of.account_id, of.login, of.address, of.subject, of.detail};
  };
  if (!repeated_.contains(key_of(entry)) && !may_be_told(entry, now)) blur(entry);
  auto [place, is_new] = repeated_.try_emplace(key_of(entry), entry);
  TrailEntry& counted = place->second;
  if (is_new) {
    counted.count = 0;
    return true;
  }
  ++counted.count;
  counted.wall_ns = entry.wall_ns;
  return false;
}

bool Tally::may_be_told(const TrailEntry& entry, Clock::time_point now) {
  if (now >= told_until_) {
    told_.clear();
    told_until_ = now + kToldIn;
  }
  return ++told_[entry.account_id] <= (entry.account_id.is_nil() ? kToldOfStrangers : kToldOfAnAccount);
}

void Tally::blur(TrailEntry& entry) {
  entry.subject.clear();
  entry.detail = kSeveral;
  if (!entry.account_id.is_nil()) {
    entry.address = kSeveral;
    return;
  }
  entry.login = kSeveral;
  if (blurred_addresses_.size() >= kMaxBlurredAddresses && !blurred_addresses_.contains(entry.address)) {
    entry.address = kSeveral;
    return;
  }
  blurred_addresses_.insert(entry.address);
}

std::vector<TrailEntry> Tally::take() {
  blurred_addresses_.clear();
  std::vector<TrailEntry> entries;
  for (auto& [key, entry] : std::exchange(repeated_, {})) {
    if (entry.count > 0) entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace regard::storage

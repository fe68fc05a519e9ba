#include "tests/support/power_cut_locks.hpp"

namespace regard::support {

int PowerCutLocks::lock(Held& held, int level) {
  if (level <= held.level) return SQLITE_OK;
  if (held.level == SQLITE_LOCK_NONE) {
    if (is_pending_) return SQLITE_BUSY;
    ++shared_count_;
    held.level = SQLITE_LOCK_SHARED;
    if (level == SQLITE_LOCK_SHARED) return SQLITE_OK;
  }
  if (writer_ != nullptr && writer_ != &held) return SQLITE_BUSY;
  writer_ = &held;
  if (level == SQLITE_LOCK_RESERVED) {
    held.level = level;
    return SQLITE_OK;
  }
  // EXCLUSIVE: no new reader may come, and the others must have gone.
  is_pending_ = true;
  held.level = SQLITE_LOCK_PENDING;
  if (shared_count_ > 1) return SQLITE_BUSY;
  held.level = SQLITE_LOCK_EXCLUSIVE;
  return SQLITE_OK;
}

void PowerCutLocks::unlock(Held& held, int level) {
  if (level >= held.level) return;
  if (held.level >= SQLITE_LOCK_RESERVED) {
    writer_ = nullptr;
    is_pending_ = false;
  }
  if (level == SQLITE_LOCK_NONE) --shared_count_;
  held.level = level;
}

void* PowerCutLocks::region(std::size_t index, std::size_t bytes, bool extend) {
  if (index >= regions_.size() && !extend) return nullptr;
  while (regions_.size() <= index) regions_.emplace_back(bytes);
  return regions_[index].data();
}

int PowerCutLocks::shm_lock(Held& held, int first, int count, int flags) {
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  const auto begin = static_cast<std::size_t>(first);
  const auto end = begin + static_cast<std::size_t>(count);
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (std::size_t i = begin; i < end; ++i) {
      if (held.shm_exclusive[i]) slots_[i].is_exclusive = false;
      if (held.shm_shared[i]) --slots_[i].shared_count;
      held.shm_exclusive[i] = held.shm_shared[i] = false;
    }
    return SQLITE_OK;
  }
  for (std::size_t i = begin; i < end; ++i) {
    if (slots_[i].is_exclusive && !held.shm_exclusive[i]) return SQLITE_BUSY;
    if (exclusive && slots_[i].shared_count > (held.shm_shared[i] ? 1 : 0)) return SQLITE_BUSY;
  }
  for (std::size_t i = begin; i < end; ++i) {
    if (exclusive) {
      held.shm_exclusive[i] = slots_[i].is_exclusive = true;
    } else if (!held.shm_shared[i]) {
      held.shm_shared[i] = true;
      ++slots_[i].shared_count;
    }
  }
  return SQLITE_OK;
}

}  // namespace regard::support

#include "storage/sqlite/chain_heads.hpp"

#include "storage/journal/limits.hpp"

namespace regard::storage {

std::expected<ChainHeads, observer::StoreFailure> ChainHeads::prepare(Connection& connection) {
  auto enter = connection.prepare("INSERT INTO recording (recording_id) VALUES (?1) RETURNING number");
  if (!enter) return std::unexpected(std::move(enter.error()));
  ChainHeads heads;
  heads.enter_recording_ = std::move(*enter);
  return heads;
}

void ChainHeads::make_room() {
  if (heads_.size() >= kMaxCachedHeads) heads_.clear();
}

std::expected<ChainHead*, observer::StoreFailure> ChainHeads::head_of(const observer::RecordingId& recording_id,
                                                                      EventQueries& queries) {
  if (const auto cached = heads_.find(recording_id); cached != heads_.end()) return &cached->second;
  auto loaded = load(recording_id, queries);
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  return &heads_.emplace(recording_id, *loaded).first->second;
}

std::expected<ChainHead, observer::StoreFailure> ChainHeads::load(const observer::RecordingId& recording_id,
                                                                  EventQueries& queries) {
  auto newest = queries.newest(recording_id);
  if (!newest) return std::unexpected(std::move(newest.error()));
  if (*newest) return ChainHead{(*newest)->recording_number, (*newest)->sequence, (*newest)->chain};

  enter_recording_.bind(1, Bytes(recording_id.bytes));
  auto entered = enter_recording_.step();
  if (!entered) return std::unexpected(std::move(entered.error()));
  const std::int64_t number = enter_recording_.integer(0);
  enter_recording_.reset();
  return ChainHead{number, 0, genesis(recording_id)};
}

}  // namespace regard::storage

#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/transport/coroutine.hpp"

namespace regard::gateway {

// The bytes of an answer, asked for piece by piece, as fast as the peer takes them. Thread: the gateway's; what has to
// be waited for is waited for elsewhere.
class BodySource {
 public:
  virtual ~BodySource() = default;
  // Nothing when it is not known before the end. A source that then gives more or less has failed.
  [[nodiscard]] virtual std::optional<std::uint64_t> size_bytes() const = 0;
  // The next bytes; empty at the end. Valid until the next call. The failure is a sentence for the IT team: the peer
  // sees its connection cut, never an end.
  using Piece = std::expected<std::string_view, std::string>;
  [[nodiscard]] virtual Awaitable<Piece> next() = 0;
};

// Bytes, or some of them, that are in memory already.
class MemorySource final : public BodySource {
 public:
  explicit MemorySource(std::string bytes);
  explicit MemorySource(std::shared_ptr<const std::string> bytes);
  // Requires: first + size_bytes is within the bytes.
  MemorySource(std::shared_ptr<const std::string> bytes, std::uint64_t first, std::uint64_t size_bytes);

  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override { return size_bytes_; }
  [[nodiscard]] Awaitable<Piece> next() override;

 private:
  std::shared_ptr<const std::string> bytes_;
  std::string_view rest_;
  std::uint64_t size_bytes_;
};

}  // namespace regard::gateway

#include "gateway/transport/body_source.hpp"

#include <utility>

namespace regard::gateway {

MemorySource::MemorySource(std::string bytes) : MemorySource(std::make_shared<const std::string>(std::move(bytes))) {}

MemorySource::MemorySource(std::shared_ptr<const std::string> bytes)
    : bytes_(std::move(bytes)), rest_(*bytes_), size_bytes_(rest_.size()) {}

MemorySource::MemorySource(std::shared_ptr<const std::string> bytes, std::uint64_t first, std::uint64_t size_bytes)
    : bytes_(std::move(bytes)), rest_(std::string_view{*bytes_}.substr(first, size_bytes)), size_bytes_(size_bytes) {}

Awaitable<BodySource::Piece> MemorySource::next() { co_return std::exchange(rest_, {}); }

}  // namespace regard::gateway

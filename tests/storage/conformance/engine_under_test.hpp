#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "tests/storage/support/samples.hpp"

namespace regard::storage {

// An engine on files of its own, for the conformance suite.
class EngineUnderTest {
 public:
  virtual ~EngineUnderTest() = default;
  // Opens it, for the first time or again: what was committed is there.
  [[nodiscard]] virtual std::unique_ptr<WritingEngine> open() = 0;
  // Erases the body of an event while the engine is closed.
  virtual void erase(const observer::RecordingId& recording_id, std::uint64_t sequence) = 0;
};

using MakeEngine = std::function<std::unique_ptr<EngineUnderTest>()>;

// Every engine that there is.
[[nodiscard]] std::vector<MakeEngine> engines();

}  // namespace regard::storage

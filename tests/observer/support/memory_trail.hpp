#pragma once

#include <string>
#include <utility>
#include <vector>

#include "observer/ports/trail.hpp"

namespace regard::tests {

// Keeps in memory what was noted.
class MemoryTrail final : public observer::Trail {
 public:
  void note(observer::TrailEntry entry) override { entries.push_back(std::move(entry)); }
  void find(observer::TrailQuery query, Found done) override {
    asked = std::move(query);
    done(page);
  }
  // "signed_in claire": the kind's number, who, and what it was about.
  [[nodiscard]] std::vector<std::string> said() const {
    std::vector<std::string> lines;
    for (const auto& entry : entries) {
      lines.push_back(std::to_string(static_cast<int>(entry.kind)) + " " + entry.login +
                      (entry.subject.empty() ? "" : " " + entry.subject) +
                      (entry.detail.empty() ? "" : ": " + entry.detail));
    }
    return lines;
  }

  std::vector<observer::TrailEntry> entries;
  observer::TrailQuery asked;
  observer::TrailPage page;
};

}  // namespace regard::tests

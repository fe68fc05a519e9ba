#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regard::architecture {

// A source file: its path from the project's root, and its text.
struct SourceFile {
  std::string path;
  std::string text;
};

// The dependency rule of ARCHITECTURE.md (gateway -> observer <- storage), as far as #include lines and proto imports
// show it. One line for each forbidden include: "observer/uuid.cpp:3 includes <thread>: ...". Empty when all is well.
[[nodiscard]] std::vector<std::string> violations(const std::vector<SourceFile>& files);

// All C++ and proto files of the product under `root` (not tests/, not generated code). Throws when it cannot be read.
[[nodiscard]] std::vector<SourceFile> read_sources(const std::string& root);

}  // namespace regard::architecture

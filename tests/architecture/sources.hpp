#pragma once

#include <optional>
#include <string>
#include <vector>

namespace regard::architecture {

// A source file: its path from the project's root, and its text.
struct SourceFile {
  std::string path;
  std::string text;
};

// One place where a file names another: an #include, a proto file's import, or an import of a page's module.
struct Reference {
  // From the project's root when the name stands for a file of ours ("regard/v1/x.pb.h" and "regard/v1/x.proto" are
  // "proto/regard/v1/x"); else as written: "sqlite3.h", "svelte".
  std::string name;
  bool is_ours = false;
  int line = 0;
};

[[nodiscard]] std::vector<Reference> references_in(const SourceFile& file);

// All sources of the product under `root`: C++, schema, pages, and what CMake reads; neither tests nor generated code.
// Throws when they cannot be read.
[[nodiscard]] std::vector<SourceFile> read_sources(const std::string& root);

[[nodiscard]] bool is_page_source(const std::string& path);

}  // namespace regard::architecture

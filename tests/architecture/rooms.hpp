#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/sources.hpp"

namespace regard::architecture {

// A folder of the product with a reason of its own, and what it may know.
struct Room {
  std::string_view folder;
  std::string_view reason;
  // Files and folders of ours that it may name, beside itself.
  std::vector<std::string_view> may_know;
  // Headers and packages of others that it must not name: "sqlite3" stands for sqlite3.h too, "boost/" for all below.
  std::vector<std::string_view> must_not_know;
};

// The arrow table of ARCHITECTURE.md: every room of the product.
[[nodiscard]] std::span<const Room> rooms();
// The room of a file: that of the longest folder that fits; null when there is none.
[[nodiscard]] const Room* room_of(std::string_view path);

// One line for each reference that the table does not allow: "observer/uuid.cpp:3 names thread: ...".
[[nodiscard]] std::vector<std::string> forbidden_references(const std::vector<SourceFile>& files);

// Files that no other file of the product uses: a header that only its own source includes, a source that CMake does
// not compile, a page's module that cannot be reached from the entry.
[[nodiscard]] std::vector<std::string> unused_files(const std::vector<SourceFile>& files);

}  // namespace regard::architecture

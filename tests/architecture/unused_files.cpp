#include <algorithm>
#include <set>

#include "tests/architecture/rooms.hpp"

namespace regard::architecture {
namespace {

// "gateway/live/company" of its header and its source.
std::string stem_of(const std::string& path) { return path.substr(0, path.rfind('.')); }

bool ends_as(const SourceFile& file, std::string_view ending) { return file.path.ends_with(ending); }

// Every name by which some file is used from elsewhere than its own source.
std::set<std::string> used_names(const std::vector<SourceFile>& files) {
  std::set<std::string> used;
  for (const SourceFile& file : files) {
    for (const Reference& reference : references_in(file)) {
      if (reference.is_ours && stem_of(reference.name) != stem_of(file.path)) used.insert(reference.name);
    }
  }
  return used;
}

// Whether the CMakeLists.txt of the file's folder, or of one above it, names it.
bool is_compiled(const SourceFile& source, const std::vector<SourceFile>& files) {
  return std::ranges::any_of(files, [&](const SourceFile& file) {
    if (!ends_as(file, "CMakeLists.txt")) return false;
    const std::string folder = file.path.substr(0, file.path.size() - std::string_view("CMakeLists.txt").size());
    return source.path.starts_with(folder) && file.text.find(source.path.substr(folder.size())) != std::string::npos;
  });
}

// An import may leave out the ending.
bool is_imported(const SourceFile& module, const std::set<std::string>& used) {
  if (used.contains(module.path)) return true;
  return std::ranges::any_of(std::initializer_list<std::string_view>{".ts", ".svelte.ts", "/index.ts"},
                             [&](std::string_view ending) {
                               return module.path.ends_with(ending) &&
                                      used.contains(module.path.substr(0, module.path.size() - ending.size()));
                             }) ||
         (module.path.ends_with(".svelte.ts") && used.contains(stem_of(module.path)));
}

// What the build of the pages begins with.
bool is_entry(const SourceFile& file) {
  return file.path == "web/src/main.ts" || file.path == "web/worker/service_worker.ts";
}

bool is_unused(const SourceFile& file, const std::vector<SourceFile>& files, const std::set<std::string>& used) {
  if (is_page_source(file.path)) return !is_entry(file) && !is_imported(file, used);
  if (ends_as(file, ".hpp")) return !used.contains(file.path);
  return (ends_as(file, ".cpp") || ends_as(file, ".proto")) && !is_compiled(file, files);
}

}  // namespace

std::vector<std::string> unused_files(const std::vector<SourceFile>& files) {
  const std::set<std::string> used = used_names(files);
  std::vector<std::string> found;
  for (const SourceFile& file : files) {
    if (is_unused(file, files, used)) found.push_back(file.path);
  }
  return found;
}

}  // namespace regard::architecture

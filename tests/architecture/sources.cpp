#include "tests/architecture/sources.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace regard::architecture {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream file(path);
  file.exceptions(std::ios::badbit | std::ios::failbit);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_skipped(const fs::path& path) {
  const std::string name = path.filename().string();
  return name == "node_modules" || name == "dist" || name == "gen";
}

bool is_source(const std::string& path) {
  static const std::regex kSource(R"(.*\.(hpp|cpp|h|proto|ts|svelte|css)|.*/CMakeLists\.txt)");
  static const std::regex kTest(R"(.*(\.test\.ts|/test_support\.ts|\.d\.ts|vite\.config\.ts))");
  return std::regex_match(path, kSource) && !std::regex_match(path, kTest);
}

// "regard/v1/api/status.pb.h" -> "proto/regard/v1/api/status"
std::string schema_name(const std::string& name) {
  static const std::regex kEnding(R"((\.pb\.h|\.proto)$)");
  return "proto/" + std::regex_replace(name, kEnding, "");
}

// #include <x>, #include "x", and a proto file's import "x".
std::optional<Reference> include_in(const std::string& line) {
  static const std::regex kInclude(R"re(^\s*(?:#\s*include|import(?:\s+public)?)\s*([<"])([^>"]+)[>"])re");
  std::smatch match;
  if (!std::regex_search(line, match, kInclude)) return std::nullopt;
  const std::string name = match[2].str();
  if (name.starts_with("regard/v1/")) return Reference{.name = schema_name(name), .is_ours = true};
  return Reference{.name = name, .is_ours = match[1].str() == "\"" && !name.starts_with("google/")};
}

// import ... from './x', export ... from './x', import './x.css', import('./x')
std::optional<Reference> import_in(const std::string& line, const std::string& folder) {
  static const std::regex kImport(R"re((?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"])re");
  std::smatch match;
  if (!std::regex_search(line, match, kImport)) return std::nullopt;
  const std::string name = match[1].str();
  if (!name.starts_with('.')) return Reference{.name = name};
  std::string path = (fs::path(folder) / name).lexically_normal().generic_string();
  static const std::regex kGenerated(R"(web/src/gen/(.*)_pb(\.ts|\.js)?)");
  if (std::regex_match(path, match, kGenerated)) path = "proto/" + match[1].str();
  return Reference{.name = path, .is_ours = true};
}

}  // namespace

bool is_page_source(const std::string& path) { return path.starts_with("web/"); }

std::vector<Reference> references_in(const SourceFile& file) {
  std::vector<Reference> found;
  std::istringstream lines(file.text);
  std::string line;
  const std::string folder = fs::path(file.path).parent_path().generic_string();
  for (int number = 1; std::getline(lines, line); ++number) {
    auto reference = is_page_source(file.path) ? import_in(line, folder) : include_in(line);
    if (!reference) continue;
    reference->line = number;
    found.push_back(std::move(*reference));
  }
  return found;
}

std::vector<SourceFile> read_sources(const std::string& root) {
  std::vector<SourceFile> files;
  for (const char* layer : {"observer", "storage", "gateway", "proto", "web"}) {
    fs::recursive_directory_iterator entry(fs::path(root) / layer);
    for (; entry != fs::recursive_directory_iterator(); ++entry) {
      if (is_skipped(entry->path())) {
        entry.disable_recursion_pending();
        continue;
      }
      const std::string path = fs::relative(entry->path(), root).generic_string();
      if (entry->is_regular_file() && is_source(path)) files.push_back({path, read_text(entry->path())});
    }
  }
  return files;
}

}  // namespace regard::architecture

#include "tests/architecture/include_rules.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <regex>
#include <sstream>
#include <utility>

namespace regard::architecture {
namespace {

// Files whose path begins with `folder` may not include what begins with one of `forbidden`. Of several folders that
// fit, the longest one speaks.
struct LayerRule {
  std::string_view folder;
  std::vector<std::string_view> forbidden;
  std::string_view reason;
  // When set, everything in quotes is forbidden but what begins with one of these.
  std::optional<std::vector<std::string_view>> allowed_in_quotes = std::nullopt;
};

const std::vector<LayerRule>& layer_rules() {
  static const std::vector<LayerRule> kRules = {
      {"observer/",
       {"boost/",     "websocketpp/",       "sqlite3", "sodium",     "spdlog/",  "thread",
        "mutex",      "shared_mutex",       "atomic",  "chrono",     "ctime",    "time.h",
        "sys/time.h", "condition_variable", "future",  "semaphore",  "latch",    "barrier",
        "stop_token", "coroutine",          "fstream", "filesystem", "gateway/", "storage/"},
       "the domain has no sockets, engine, threads, files or clock, and knows no other layer"},
      {"storage/", {"boost/", "websocketpp/", "gateway/"}, "storage fills the domain's ports and knows no sockets"},
      {"storage/journal/", {"sqlite3", "boost/", "gateway/"}, "the journal knows no engine"},
      {"gateway/", {"storage/", "sqlite3"}, "the gateway knows the domain's ports only, and no engine"},
      // The composition root and the commands behind it put the layers together.
      {"gateway/main.cpp", {"sqlite3"}, "the composition root knows the storage layer, not its engine"},
      {"gateway/commands/", {"sqlite3"}, "commands know the storage layer, not its engine"},
      {"gateway/simulator/",
       {"boost/beast", "sqlite3"},
       "the simulator shares the schema with the server and nothing else",
       {{"regard/v1/", "gateway/simulator/", "websocketpp/"}}},
      {"proto/", {}, "the schema includes nothing but itself", {{"regard/v1/", "google/protobuf/"}}},
  };
  return kRules;
}

const LayerRule* rule_for(std::string_view path) {
  const LayerRule* best = nullptr;
  for (const LayerRule& rule : layer_rules()) {
    if (path.starts_with(rule.folder) && (best == nullptr || rule.folder.size() > best->folder.size())) best = &rule;
  }
  return best;
}

// Both forms: #include <x>, #include "x", and a proto file's import "x".
struct Include {
  std::string name;
  bool is_quoted = false;
};

std::optional<Include> include_in(const std::string& line) {
  static const std::regex kInclude(R"re(^\s*(?:#\s*include|import(?:\s+public)?)\s*([<"])([^>"]+)[>"])re");
  std::smatch match;
  if (!std::regex_search(line, match, kInclude)) return std::nullopt;
  return Include{.name = match[2].str(), .is_quoted = match[1].str() == "\""};
}

// "sqlite3" stands for sqlite3.h too, "boost/" for everything below it; "time.h" does not stand for "time.hpp".
bool names(std::string_view pattern, std::string_view include) {
  if (pattern.ends_with('/')) return include.starts_with(pattern);
  return include == pattern || include == std::string(pattern) + ".h" || include == std::string(pattern) + ".hpp" ||
         include.starts_with(std::string(pattern) + "/");
}

bool is_forbidden(const LayerRule& rule, const Include& include) {
  const auto begins_include = [&](std::string_view prefix) { return include.name.starts_with(prefix); };
  if (std::ranges::any_of(rule.forbidden, [&](std::string_view pattern) { return names(pattern, include.name); })) {
    return true;
  }
  return include.is_quoted && rule.allowed_in_quotes && std::ranges::none_of(*rule.allowed_in_quotes, begins_include);
}

std::vector<std::string> violations_in(const SourceFile& file, const LayerRule& rule) {
  std::vector<std::string> found;
  std::istringstream lines(file.text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const auto include = include_in(line);
    if (!include || !is_forbidden(rule, *include)) continue;
    found.push_back(file.path + ":" + std::to_string(number) + " includes " + include->name + ": " +
                    std::string(rule.reason));
  }
  return found;
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path);
  file.exceptions(std::ios::badbit | std::ios::failbit);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::vector<std::string> violations(const std::vector<SourceFile>& files) {
  std::vector<std::string> found;
  for (const SourceFile& file : files) {
    const LayerRule* rule = rule_for(file.path);
    if (rule == nullptr) continue;
    std::ranges::move(violations_in(file, *rule), std::back_inserter(found));
  }
  return found;
}

std::vector<SourceFile> read_sources(const std::string& root) {
  static const std::regex kSource(R"(.*\.(hpp|cpp|h|proto))");
  std::vector<SourceFile> files;
  for (const char* layer : {"observer", "storage", "gateway", "proto"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(root) / layer)) {
      const std::string path = std::filesystem::relative(entry.path(), root).generic_string();
      if (entry.is_regular_file() && std::regex_match(path, kSource)) files.push_back({path, read_text(entry.path())});
    }
  }
  return files;
}

}  // namespace regard::architecture

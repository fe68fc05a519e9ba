#pragma once

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace regard::simulator {

// What is wrong with a scenario, and on which line (from 1). Thrown and caught within the loading of a scenario only.
struct ScenarioFault : std::runtime_error {
  ScenarioFault(int fault_line, const std::string& message) : std::runtime_error(message), line(fault_line) {}
  int line;
};

int line_of(const YAML::Node& node);

// Typed reading of one YAML mapping. Every function throws a ScenarioFault that names the key.
class MappingReader {
 public:
  // `what` names the mapping in faults: "the interlocutor".
  MappingReader(const YAML::Node& node, std::string what);

  // Any other key is a fault: a typing error must not go unnoticed.
  void allow_only(std::initializer_list<const char*> keys) const;
  [[nodiscard]] bool has(const char* key) const;
  // Not empty, at most max_characters.
  [[nodiscard]] std::string text(const char* key, std::size_t max_characters) const;
  [[nodiscard]] std::string text_or_empty(const char* key, std::size_t max_characters) const;
  [[nodiscard]] std::vector<std::string> texts(const char* key, std::size_t max_characters) const;
  [[nodiscard]] bool flag(const char* key) const;
  // 0 to an hour.
  [[nodiscard]] std::optional<double> seconds(const char* key) const;
  // Index in `choices` of the value.
  [[nodiscard]] std::size_t choice(const char* key, std::initializer_list<const char*> choices) const;
  [[nodiscard]] YAML::Node node(const char* key) const;
  [[nodiscard]] int line() const { return line_of(node_); }

 private:
  YAML::Node node_;
  std::string what_;
};

// Characters, not bytes, of UTF-8 text.
std::size_t character_count(const std::string& utf8);

}  // namespace regard::simulator

#include "gateway/simulator/scenario_reader.hpp"

#include <algorithm>
#include <cmath>

namespace regard::simulator {
namespace {

// A pause of more than an hour in a scenario is a typing error.
constexpr double kSecondsMax = 3600;

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string checked_text(const YAML::Node& node, const std::string& name, std::size_t max_characters) {
  if (!node.IsScalar()) throw ScenarioFault(line_of(node), name + " must be a text");
  const auto text = node.as<std::string>();
  if (text.empty()) throw ScenarioFault(line_of(node), name + " is empty");
  if (character_count(text) > max_characters) {
    throw ScenarioFault(line_of(node), name + " is longer than " + std::to_string(max_characters) + " characters");
  }
  return text;
}

}  // namespace

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

MappingReader::MappingReader(const YAML::Node& node, std::string what) : node_(node), what_(std::move(what)) {
  if (!node_.IsMap()) throw ScenarioFault(line_of(node_), what_ + " must be written as \"key: value\" lines");
}

void MappingReader::allow_only(std::initializer_list<const char*> keys) const {
  for (const auto& entry : node_) {
    const auto key = entry.first.as<std::string>();
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const char* allowed) { return key == allowed; });
    if (!known) throw ScenarioFault(line_of(entry.first), quoted(key) + " is not a key of " + what_);
  }
}

bool MappingReader::has(const char* key) const { return node_[key].IsDefined(); }

YAML::Node MappingReader::node(const char* key) const {
  YAML::Node found = node_[key];
  if (!found.IsDefined()) throw ScenarioFault(line(), quoted(key) + " is missing in " + what_);
  return found;
}

std::string MappingReader::text(const char* key, std::size_t max_characters) const {
  return checked_text(node(key), quoted(key), max_characters);
}

std::string MappingReader::text_or_empty(const char* key, std::size_t max_characters) const {
  return has(key) ? text(key, max_characters) : std::string();
}

std::vector<std::string> MappingReader::texts(const char* key, std::size_t max_characters) const {
  const YAML::Node list = node(key);
  if (list.IsScalar()) return {checked_text(list, quoted(key), max_characters)};
  std::vector<std::string> texts;
  for (const auto& entry : list) texts.push_back(checked_text(entry, quoted(key), max_characters));
  if (texts.empty()) throw ScenarioFault(line_of(list), quoted(key) + " is empty");
  return texts;
}

bool MappingReader::flag(const char* key) const {
  bool value = false;
  const YAML::Node found = node(key);
  if (!YAML::convert<bool>::decode(found, value)) {
    throw ScenarioFault(line_of(found), quoted(key) + " must be true or false");
  }
  return value;
}

std::optional<double> MappingReader::seconds(const char* key) const {
  if (!has(key)) return std::nullopt;
  double value = 0;
  const YAML::Node found = node(key);
  if (!YAML::convert<double>::decode(found, value) || std::isnan(value) || value < 0 || value > kSecondsMax) {
    throw ScenarioFault(line_of(found), quoted(key) + " must be a number of seconds from 0 to 3600");
  }
  return value;
}

std::size_t MappingReader::choice(const char* key, std::initializer_list<const char*> choices) const {
  const YAML::Node found = node(key);
  const std::string value = found.IsScalar() ? found.as<std::string>() : std::string();
  const auto place = std::find_if(choices.begin(), choices.end(), [&](const char* choice) { return value == choice; });
  if (place != choices.end()) return static_cast<std::size_t>(place - choices.begin());
  std::string list;
  for (const char* choice : choices) list += (list.empty() ? "" : ", ") + std::string(choice);
  throw ScenarioFault(line_of(found), quoted(key) + " must be one of: " + list);
}

std::size_t character_count(const std::string& utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

}  // namespace regard::simulator

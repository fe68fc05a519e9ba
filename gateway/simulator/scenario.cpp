#include "gateway/simulator/scenario.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gateway/simulator/limits.hpp"
#include "gateway/simulator/scenario_reader.hpp"
#include "gateway/simulator/scenario_steps.hpp"

namespace regard::simulator {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeadingMaxCharacters = 200;

std::string at(const std::string& path, int line, const std::string& message) {
  return path + ":" + std::to_string(line) + ": " + message;
}

v1::Channel read_channel(const MappingReader& reader) {
  constexpr std::array channels = {v1::CHANNEL_PHONE, v1::CHANNEL_CHAT, v1::CHANNEL_EMAIL, v1::CHANNEL_FACE_TO_FACE};
  return channels[reader.choice("channel", {"phone", "chat", "email", "face_to_face"})];
}

std::string read_block(const MappingReader& reader) {
  constexpr std::array blocks = {"B1", "B3", "B4"};
  return blocks[reader.choice("block", {"B1", "B3", "B4"})];
}

void read_interlocutor(const YAML::Node& node, v1::Interlocutor& interlocutor) {
  const MappingReader reader(node, "the interlocutor");
  reader.allow_only({"name", "side", "description"});
  interlocutor.set_name(reader.text("name", kHeadingMaxCharacters));
  interlocutor.set_side(reader.choice("side", {"external", "internal"}) == 0 ? v1::INTERLOCUTOR_SIDE_EXTERNAL
                                                                             : v1::INTERLOCUTOR_SIDE_INTERNAL);
  interlocutor.set_description(reader.text("description", kHeadingMaxCharacters));
}

void read_opening(const MappingReader& reader, v1::InterviewOpened& opening) {
  opening.set_title(reader.text("title", kHeadingMaxCharacters));
  opening.set_block_code(read_block(reader));
  opening.set_channel(read_channel(reader));
  opening.set_difficult(reader.has("difficult") && reader.flag("difficult"));
  opening.set_simulated(true);
  read_interlocutor(reader.node("interlocutor"), *opening.mutable_interlocutor());
}

Scenario read_scenario(const YAML::Node& document, const std::string& path) {
  const MappingReader reader(document, "the scenario");
  reader.allow_only({"title", "block", "channel", "difficult", "interlocutor", "close", "steps"});
  Scenario scenario;
  scenario.path = path;
  read_opening(reader, scenario.opening);
  scenario.close_reason = reader.text_or_empty("close", kHeadingMaxCharacters);
  scenario.steps = read_steps(reader.node("steps"), scenario.opening.channel());
  complete_steps(scenario.steps, scenario.opening);
  check_steps(scenario.steps);
  return scenario;
}

std::vector<std::string> yaml_files(const fs::path& directory, std::error_code& error) {
  std::vector<std::string> paths;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".yaml") paths.push_back(entry->path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

Result<Scenario> parse_scenario(const std::string& text, const std::string& path) {
  try {
    return Result<Scenario>::success(read_scenario(YAML::Load(text), path));
  } catch (const ScenarioFault& fault) {
    return Result<Scenario>::failure(at(path, fault.line, fault.what()));
  } catch (const YAML::Exception& error) {
    return Result<Scenario>::failure(at(path, error.mark.line + 1, "not YAML: " + error.msg));
  }
}

Result<Scenario> load_scenario(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return Result<Scenario>::failure(path + ": cannot be read");
  if (text.str().size() > limits::kScenarioFileMaxBytes) {
    return Result<Scenario>::failure(path + ": larger than " + std::to_string(limits::kScenarioFileMaxBytes) +
                                     " bytes");
  }
  return parse_scenario(text.str(), path);
}

Result<std::vector<Scenario>> load_scenarios(const std::string& file_or_directory) {
  using Scenarios = Result<std::vector<Scenario>>;
  std::vector<std::string> paths = {file_or_directory};
  std::error_code error;
  if (fs::is_directory(file_or_directory, error)) {
    paths = yaml_files(file_or_directory, error);
    if (error) return Scenarios::failure(file_or_directory + ": cannot be read: " + error.message());
    if (paths.empty()) return Scenarios::failure(file_or_directory + ": holds no *.yaml file");
  }
  std::vector<Scenario> scenarios;
  for (const auto& path : paths) {
    auto scenario = load_scenario(path);
    if (!scenario.has_value()) return Scenarios::failure(scenario.error());
    scenarios.push_back(std::move(scenario.value()));
  }
  return Scenarios::success(std::move(scenarios));
}

}  // namespace regard::simulator

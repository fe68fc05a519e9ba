#pragma once

#include <yaml-cpp/yaml.h>

#include <vector>

#include "gateway/simulator/scenario.hpp"

namespace regard::simulator {

// Reads the steps of a scenario on `channel`. Throws a ScenarioFault.
std::vector<Step> read_steps(const YAML::Node& list, v1::Channel channel);

// Adds the joins at the start and the leaves at the end that the steps leave unsaid.
void complete_steps(std::vector<Step>& steps, const v1::InterviewOpened& opening);

// Plays the steps through: who is present, who holds, which e-mail is answered. Throws a ScenarioFault at the first
// step that could not happen.
void check_steps(const std::vector<Step>& steps);

}  // namespace regard::simulator

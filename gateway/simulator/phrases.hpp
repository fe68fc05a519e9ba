#pragma once

#include <string>
#include <vector>

namespace regard::simulator {

// The text of a turn in the pieces in which it is heard: at the ends of sentences and at commas, or after a few words
// where there are none. Joined by spaces they are the text again, but for its white space. No piece begins with a
// punctuation mark.
std::vector<std::string> phrases_of(const std::string& text);

}  // namespace regard::simulator

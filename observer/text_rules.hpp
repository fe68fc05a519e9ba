#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace regard::observer {

// A text of one line (a name, a title, a subject), or one that people write in paragraphs.
enum class TextForm { line, paragraphs };

// What stands in a text and may not: control characters, and the characters by which Unicode text pretends to an order
// that it has not (Unicode Technical Report 36, 2.10.2, "Bidirectional Text Spoofing"): overrides anywhere, embeddings
// and isolates in a line, whose end nobody sees. In words, such as "U+202E at character 3"; nothing when all is well.
// Requires UTF-8.
[[nodiscard]] std::optional<std::string> find_unfit_character(std::string_view text, TextForm form);

// The text with "<U+202E>" in place of each such character: what strangers send, to be shown. Requires UTF-8.
[[nodiscard]] std::string with_unfit_named(std::string_view text, TextForm form);

// Whether there is nothing to see: only spaces, joiners, fillers and their like. Requires UTF-8.
[[nodiscard]] bool is_invisible(std::string_view text);

}  // namespace regard::observer

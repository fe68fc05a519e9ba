#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "storage/journal/engine.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace regard::storage {

// Splits text into words exactly as the index of words does: its own tokenizer (sqlite.org/fts5.html, section 4.3.1),
// without accents and capitals. The thread of the connection, which must outlive it.
class WordTokenizer {
 public:
  [[nodiscard]] static Found<WordTokenizer> open(Connection& connection);

  // In the order of the text; nothing of what is no word is left.
  [[nodiscard]] std::vector<std::string> words_in(std::string_view text) const;

 private:
  struct State;
  explicit WordTokenizer(std::shared_ptr<State> state) : state_(std::move(state)) {}

  std::shared_ptr<State> state_;
};

}  // namespace regard::storage
